import { expect, test, vi } from 'vitest';
import type { WorkerHost, WorkerListener } from '../jobs/worker-host.ts';
import { AskedWorkers } from './asked-workers.ts';
import { ForkedWorkers } from './forked-workers.ts';
import { fromHostSchema, toHostSchema } from './host-messages.ts';

/** Both ends, joined by messages that pass the schemas, over a process that is not there. */
function joined(start: WorkerHost['start']): WorkerHost {
  const asked: AskedWorkers = new AskedWorkers((message) => {
    forked.hear(fromHostSchema.parse(structuredClone(message)));
  });
  const forked = new ForkedWorkers({ start }, (message) => {
    asked.hear(toHostSchema.parse(structuredClone(message)));
  });
  return asked.host;
}

const script = { url: new URL('file:///train.js'), libraryPath: ['/cuda'], heapMb: 512 };
const listener = () => ({ message: vi.fn(), output: vi.fn(), exited: vi.fn() });

test('a worker forked by main is as one forked by the host itself', () => {
  let process: WorkerListener | null = null;
  const [send, kill] = [vi.fn(), vi.fn()];
  const start = vi.fn<WorkerHost['start']>((_script, heard) => {
    process = heard;
    return { pid: 77, send, kill };
  });
  const heard = listener();
  const worker = joined(start).start(script, heard);
  expect(start.mock.calls[0][0]).toEqual(script);
  expect(worker.pid).toBe(77);
  worker.send({ type: 'pause' });
  worker.kill(true);
  expect([send.mock.calls, kill.mock.calls]).toEqual([[[{ type: 'pause' }]], [[true]]]);
  process!.message({ loss: 1, at: new Uint8Array([1]) });
  process!.output('hello');
  process!.exited({ code: null, signal: 'SIGKILL' });
  expect(heard.message.mock.calls).toEqual([[{ loss: 1, at: new Uint8Array([1]) }]]);
  expect(heard.output.mock.calls).toEqual([['hello']]);
  expect(heard.exited.mock.calls).toEqual([[{ code: null, signal: 'SIGKILL' }]]);
  expect(worker.pid).toBeUndefined();
});

test('a process that cannot be started is told as its exit', () => {
  const heard = listener();
  joined(() => {
    throw new Error('no memory');
  }).start(script, heard);
  expect(heard.exited.mock.calls).toEqual([[{ code: null, signal: null, startError: 'Error: no memory' }]]);
});

test('main forks files alone', () => {
  const asked = { type: 'fork-worker', id: 1, url: 'https://evil.example/', libraryPath: [], heapMb: null };
  expect(fromHostSchema.safeParse(asked).success).toBe(false);
});
