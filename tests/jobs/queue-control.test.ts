import { expect, test } from 'vitest';
import type { JobKind } from '../../app/domain/job.ts';
import type { JobNews } from '../../main/jobs/job-feed.ts';
import { jobHandler } from '../../main/jobs/job-handler.ts';
import { MemoryJobStore } from './memory-job-store.ts';
import { oddJob } from './odd-job.ts';
import { noSink, openQueue } from './open-queue.ts';

const work = { act: 'work' } as const;
const count = { act: 'count', to: 1 } as const;

/** Remembers how many jobs of a kind were at work at once. */
class CountingStore extends MemoryJobStore {
  private readonly most = new Map<JobKind, number>();

  override update(...change: Parameters<MemoryJobStore['update']>): void {
    super.update(...change);
    for (const [kind, jobs] of Map.groupBy(this.list(['running']), ({ kind }) => kind)) {
      this.most.set(kind, Math.max(this.mostAtOnce(kind), jobs.length));
    }
  }

  mostAtOnce(kind: JobKind): number {
    return this.most.get(kind) ?? 0;
  }
}

const toldBy = (id: string) => (news: JobNews) => news.type === 'events' && news.job === id;

test('a job that is paused stands still, goes on, and ends when it is cancelled', async () => {
  const { queue, heard, becomes, store } = await openQueue();
  const { id } = queue.add({ kind: 'thumbnails', payload: work });
  await heard(toldBy(id));
  queue.pause(id);
  await becomes(id, 'paused');
  queue.resume(id);
  await becomes(id, 'running');
  queue.cancel(id);
  expect(await queue.finished(id)).toMatchObject({ state: 'cancelled', failure: null, attempts: 1 });
  expect(store.find(id)?.finishedAt).not.toBeNull();
});

test('a job paused as it starts is told once it can listen', async () => {
  const { queue, becomes } = await openQueue();
  const { id } = queue.add({ kind: 'thumbnails', payload: work });
  queue.pause(id);
  await becomes(id, 'paused');
  queue.cancel(id);
  expect((await queue.finished(id)).state).toBe('cancelled');
});

test('a worker that will not listen and will not go is killed', async () => {
  const { queue, heard } = await openQueue();
  const { id } = queue.add({ kind: 'thumbnails', payload: { act: 'stubborn' } });
  const { events } = (await heard(toldBy(id))) as Extract<JobNews, { type: 'events' }>;
  const [{ pid }] = events as { pid: number }[];
  await queue.close(50);
  expect(() => process.kill(pid, 0)).toThrow('ESRCH');
});

test('a cancelled job can be tried again, one that waits is cancelled at once', async () => {
  const { queue, heard, store } = await openQueue({ lightLimit: 1 });
  const first = queue.add({ kind: 'thumbnails', payload: work });
  const second = queue.add({ kind: 'thumbnails', payload: count });
  queue.cancel(second.id);
  expect(store.find(second.id)).toMatchObject({ state: 'cancelled', attempts: 0 });
  await heard(toldBy(first.id));
  queue.cancel(first.id);
  await queue.finished(first.id);
  queue.retry(second.id);
  expect(await queue.finished(second.id)).toMatchObject({ state: 'done', attempts: 1 });
});

test('what a state does not allow is refused, and changes nothing', async () => {
  const { queue } = await openQueue();
  const { id } = await queue.finished(queue.add({ kind: 'thumbnails', payload: count }).id);
  for (const verb of ['pause', 'resume', 'cancel', 'retry'] as const) {
    expect(() => {
      queue[verb](id);
    }).toThrow(/a job that is done cannot be/);
  }
  expect(() => {
    queue.cancel('no-such-id');
  }).toThrow(/there is no such job/);
  expect(() => queue.add({ kind: 'thumbnails', payload: { act: 'dance' } })).toThrow(/thumbnails\.act/);
  expect(() => queue.add({ kind: 'integrity', payload: {} })).toThrow(/has no such job/);
});

test('two heavy jobs are never at work at once: a paused one makes room, and goes on from what it saved', async () => {
  const store = new CountingStore();
  const { queue, heard, becomes } = await openQueue({ store });
  const long = queue.add({ kind: 'train', payload: work });
  await heard(toldBy(long.id));
  queue.pause(long.id);
  await becomes(long.id, 'paused');
  const short = queue.add({ kind: 'train', payload: count });
  expect(await queue.finished(short.id)).toMatchObject({ state: 'done' });
  await becomes(long.id, 'paused');
  queue.resume(long.id);
  await becomes(long.id, 'running');
  queue.cancel(long.id);
  expect(await queue.finished(long.id)).toMatchObject({ state: 'cancelled', attempts: 2 });
  expect(store.mostAtOnce('train')).toBe(1);
});

test('heavy jobs go one after the other, by priority and then by age, with light ones beside', async () => {
  const store = new CountingStore();
  const { queue } = await openQueue({ store, lightLimit: 2 });
  const added = [0, 0, 5, 1].map((priority) => queue.add({ kind: 'train', payload: count, priority }));
  const light = [0, 0, 0].map(() => queue.add({ kind: 'thumbnails', payload: count }));
  await Promise.all([...added, ...light].map(({ id }) => queue.finished(id)));
  const [first, second, highest, higher] = added.map(({ id }) => id);
  const inOrder = store.list(['done']).filter(({ kind }) => kind === 'train');
  inOrder.sort((a, b) => Number(a.finishedAt) - Number(b.finishedAt));
  expect(inOrder.map(({ id }) => id)).toEqual([first, highest, higher, second]);
  expect([store.mostAtOnce('train'), store.mostAtOnce('thumbnails')]).toEqual([1, 2]);
});

test('200 light jobs all end, never more at once than there is room for', async () => {
  const script = new URL('./plain-worker.mjs', import.meta.url);
  const store = new CountingStore();
  const { queue } = await openQueue({
    store,
    lightLimit: 4,
    handlers: [jobHandler(oddJob('thumbnails', { script }), noSink)],
  });
  const jobs = Array.from({ length: 200 }, () => queue.add({ kind: 'thumbnails', payload: count }));
  await Promise.all(jobs.map(({ id }) => queue.finished(id)));
  expect(store.list(['done'])).toHaveLength(200);
  expect(store.mostAtOnce('thumbnails')).toBe(4);
});
