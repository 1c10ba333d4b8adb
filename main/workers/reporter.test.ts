import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { WorkerMessage } from '../jobs/worker-messages.ts';
import { Reporter } from './reporter.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const progress = (done: number) => ({ done, total: 100, secondsLeft: null, doing: 'x' });

test('a flood becomes ten reports a second, with every event in order and the newest progress', () => {
  const sent: Extract<WorkerMessage, { type: 'report' }>[] = [];
  const reporter = new Reporter((message) => {
    if (message.type === 'report') sent.push(message);
  });
  for (let ms = 0; ms < 1000; ms++) {
    reporter.event(ms);
    reporter.progressed(progress(ms));
    vi.advanceTimersByTime(1);
  }
  vi.advanceTimersByTime(100);
  expect(sent.length).toBeGreaterThanOrEqual(10);
  expect(sent.length).toBeLessThanOrEqual(11);
  expect(sent.flatMap(({ events }) => events)).toEqual(Array.from({ length: 1000 }, (_, ms) => ms));
  expect(sent.at(-1)?.progress).toEqual(progress(999));
});

test('what was reported goes out before what has to come after it, and only once', () => {
  const sent: WorkerMessage[] = [];
  const reporter = new Reporter((message) => sent.push(message));
  reporter.event('a');
  reporter.flush();
  reporter.flush();
  vi.advanceTimersByTime(1000);
  expect(sent).toEqual([{ type: 'report', progress: null, events: ['a'] }]);
});
