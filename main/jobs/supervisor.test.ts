import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { z } from 'zod';
import type { Job } from '../../app/domain/job.ts';
import { FakeHost, type FakeProcess } from './fake-host.testing.ts';
import { jobHandler } from './job-handler.ts';
import { Supervisor } from './supervisor.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const JOB: Job = {
  id: 'a job',
  kind: 'thumbnails',
  state: 'running',
  priority: 0,
  payload: 7,
  progress: null,
  attempts: 1,
  failure: null,
  result: null,
  createdAt: 0,
  startedAt: 0,
  finishedAt: null,
};

const handler = jobHandler(
  {
    kind: 'thumbnails',
    script: new URL('file:///worker.ts'),
    payload: z.number(),
    event: z.number(),
    result: z.number(),
    isHeavy: () => false,
    resumable: false,
    silenceMs: 8000,
  },
  { events: () => undefined, result: () => undefined },
);

function supervised(): { supervisor: Supervisor; process: FakeProcess; paused: boolean[] } {
  const host = new FakeHost();
  const paused: boolean[] = [];
  const supervisor = new Supervisor({
    host,
    job: JOB,
    handler,
    onProgress: () => undefined,
    onEvents: () => undefined,
    onPaused: (now) => paused.push(now),
    onLog: () => undefined,
  });
  return { supervisor, process: host.processes[0], paused };
}

test('a worker is given its job once it is ready, and may go once its last word is there', async () => {
  const { supervisor, process } = supervised();
  process.listener.message({ type: 'ready' });
  process.listener.message({ type: 'done', result: 3 });
  expect(process.sent).toEqual([
    { type: 'start', job: 'a job', payload: 7, heartbeatMs: 2000 },
    { type: 'end' },
  ]);
  process.listener.exited({ code: 0, signal: null });
  expect(await supervisor.ended).toEqual({ type: 'done', result: 3 });
  expect(process.kills).toEqual([]);
});

test('a crash after the last word changes nothing, and nothing after it counts', async () => {
  const { supervisor, process } = supervised();
  process.listener.message({ type: 'ready' });
  process.listener.message({ type: 'done', result: 3 });
  process.listener.message({ type: 'done', result: 4 });
  process.listener.message('rubbish');
  process.listener.exited({ code: null, signal: 'SIGSEGV' });
  expect(await supervisor.ended).toEqual({ type: 'done', result: 3 });
});

test('a worker that does not go after its last word is asked, killed, and given up in the end', async () => {
  const { supervisor, process } = supervised();
  process.listener.message({ type: 'ready' });
  process.listener.message({ type: 'done', result: 3 });
  vi.advanceTimersByTime(5000);
  expect(process.kills).toEqual([false]);
  vi.advanceTimersByTime(2000);
  expect(process.kills).toEqual([false, true]);
  vi.advanceTimersByTime(2000);
  expect(await supervisor.ended).toEqual({ type: 'done', result: 3 });
});

test('any word is a sign of life; silence for the time of its kind is none', async () => {
  const { supervisor, process } = supervised();
  process.listener.message({ type: 'ready' });
  for (let n = 0; n < 10; n++) {
    vi.advanceTimersByTime(7000);
    process.listener.message(
      n % 2 === 0 ? { type: 'heartbeat' } : { type: 'report', progress: null, events: [n] },
    );
  }
  expect(process.kills).toEqual([]);
  vi.advanceTimersByTime(8001);
  expect(process.kills).toEqual([false]);
  process.listener.output('last words\n');
  process.listener.exited({ code: null, signal: 'SIGTERM' });
  expect(await supervisor.ended).toMatchObject({
    type: 'failed',
    failure: { code: 'hung', log: 'last words\n' },
  });
});

test('a worker has a minute to start, however short its silence may be', () => {
  const { process } = supervised();
  vi.advanceTimersByTime(59_000);
  expect(process.kills).toEqual([]);
  vi.advanceTimersByTime(1001);
  expect(process.kills).toEqual([false]);
});

test('a pause before the start is kept for it; a resume before takes it back', () => {
  const { supervisor, process } = supervised();
  supervisor.pause();
  expect(process.sent).toEqual([]);
  process.listener.message({ type: 'ready' });
  expect(process.sent.map(({ type }) => type)).toEqual(['start', 'pause']);

  const other = supervised();
  other.supervisor.pause();
  other.supervisor.resume();
  other.process.listener.message({ type: 'ready' });
  expect(other.process.sent.map(({ type }) => type)).toEqual(['start']);
});

test('of two times to end, the shorter counts', () => {
  const { supervisor, process } = supervised();
  process.listener.message({ type: 'ready' });
  supervisor.cancel(30_000);
  supervisor.cancel(1000);
  supervisor.cancel(20_000);
  vi.advanceTimersByTime(1000);
  expect(process.kills).toEqual([false]);
});

test.each([
  ['a second start', { type: 'ready' }],
  ['an end that nobody asked for', { type: 'cancelled' }],
  ['more than a message has', { type: 'heartbeat', extra: 1 }],
  ['an event of another kind', { type: 'report', progress: null, events: ['x'] }],
  [
    'a progress below zero',
    { type: 'report', progress: { done: -1, total: 1, secondsLeft: null, doing: '' }, events: [] },
  ],
])('%s is not understood', async (_, message) => {
  const { supervisor, process } = supervised();
  process.listener.message({ type: 'ready' });
  process.listener.message(message);
  process.listener.exited({ code: 0, signal: null });
  expect(await supervisor.ended).toMatchObject({ type: 'failed', failure: { code: 'protocol' } });
});

test('a host that refuses at once is a failed job', async () => {
  const supervisor = new Supervisor({
    host: {
      start: () => {
        throw new Error('EMFILE');
      },
    },
    job: JOB,
    handler,
    onProgress: () => undefined,
    onEvents: () => undefined,
    onPaused: () => undefined,
    onLog: () => undefined,
  });
  expect(await supervisor.ended).toMatchObject({ type: 'failed', failure: { code: 'start' } });
});
