import { expect, test } from 'vitest';
import { type JobHandler, jobHandler } from '../../main/jobs/job-handler.ts';
import { oddJob, type OddPayload } from './odd-job.ts';
import { noSink, openQueue } from './open-queue.ts';

const handler = (changes: Parameters<typeof oddJob>[1]): JobHandler =>
  jobHandler(oddJob('thumbnails', changes), noSink);

/** Runs one job in a process of its own to its end. */
async function ended(act: OddPayload['act'], changes: Parameters<typeof oddJob>[1] = {}) {
  const { queue } = await openQueue({ handlers: [handler(changes)] });
  return queue.finished(queue.add({ kind: 'thumbnails', payload: { act, to: 3 } }).id);
}

test('a job that ends well hands out its result, its progress and its events', async () => {
  const got: number[] = [];
  const results: number[] = [];
  const sink = {
    events: (_: unknown, events: readonly { n: number }[]) => got.push(...events.map(({ n }) => n)),
    result: (_: unknown, result: number) => results.push(result),
  };
  const { queue, news } = await openQueue({ handlers: [jobHandler(oddJob('thumbnails'), sink)] });
  const job = await queue.finished(
    queue.add({ kind: 'thumbnails', payload: { act: 'count', to: 25_000 } }).id,
  );
  expect(job).toMatchObject({ state: 'done', result: 25_000, attempts: 1, failure: null });
  expect(job.progress).toMatchObject({ done: 25_000, total: 25_000, doing: 'counting' });
  expect(got).toEqual(Array.from({ length: 25_000 }, (_, n) => n + 1));
  expect(results).toEqual([25_000]);
  expect(news.filter(({ type }) => type === 'events').length).toBeLessThan(20);
});

test('an error that a person can act on arrives whole', async () => {
  expect((await ended('refuse')).failure).toMatchObject({
    code: 'input',
    subject: 'tile 7.png',
    problem: 'it has 5 channels',
    remedy: 'Give one with at most 4',
  });
});

test.each([
  ['throw', 'internal', /undefined is not a picture/, /TypeError: undefined is not a picture\n +at /],
  ['exit', 'exited', /exit code 3/, /now exit/],
  ['die', 'killed', /killed from outside.*memory/, /now die/],
  ['abort', 'crashed', /SIGABRT/, /now abort/],
  ['babble', 'protocol', /sent a message/, /now babble/],
  ['lie-event', 'protocol', /sent an event/, /now lie/],
  ['lie-result', 'protocol', /sent a result/, /now lie/],
] as const)(
  'a job that does "%s" has failed with its reason and its log',
  async (act, code, problem, log) => {
    const { state, failure } = await ended(act);
    expect(state).toBe('failed');
    expect(failure).toMatchObject({
      code,
      problem: expect.stringMatching(problem) as string,
      log: expect.stringMatching(log) as string,
    });
  },
);

test('a job that hangs is ended, and says for how long nothing was heard', async () => {
  const { failure } = await ended('hang', { silenceMs: 1000 });
  expect(failure).toMatchObject({
    code: 'hung',
    problem: 'its process gave no sign of life for 1 s and was ended',
  });
});

test("a job that fills V8's heap has failed for memory", async () => {
  const { failure } = await ended('hoard', { heapMb: 40 });
  expect(failure).toMatchObject({ code: 'out-of-memory', log: expect.stringContaining('heap') as string });
});

test('a script that is not there is a failed job', async () => {
  const { failure } = await ended('count', { script: new URL('./nowhere.ts', import.meta.url) });
  expect(failure).toMatchObject({ code: 'exited', log: expect.stringContaining('nowhere.ts') as string });
});

test('what the store refuses to take fails the job and not the queue', async () => {
  const sink = {
    events: () => {
      throw new Error('the disk is full');
    },
    result: () => undefined,
  };
  const { queue } = await openQueue({
    handlers: [jobHandler(oddJob('thumbnails'), sink), jobHandler(oddJob('train'), noSink)],
  });
  const failed = await queue.finished(queue.add({ kind: 'thumbnails', payload: { act: 'count', to: 1 } }).id);
  expect(failed).toMatchObject({ state: 'failed', failure: { problem: 'the disk is full' } });
  const next = await queue.finished(queue.add({ kind: 'train', payload: { act: 'count', to: 1 } }).id);
  expect(next.state).toBe('done');
});
