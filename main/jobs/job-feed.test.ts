import { expect, test } from 'vitest';
import type { Job } from '../../app/domain/job.ts';
import { JobFeed, type JobNews } from './job-feed.ts';

const job = (id: string, done: number): Job => ({
  id,
  kind: 'train',
  state: 'running',
  priority: 0,
  payload: null,
  progress: { done, total: 10, secondsLeft: null, doing: 'x' },
  attempts: 1,
  failure: null,
  result: null,
  createdAt: 0,
  startedAt: null,
  finishedAt: null,
});

async function heard(news: AsyncIterable<JobNews>): Promise<JobNews[]> {
  const pieces: JobNews[] = [];
  for await (const piece of news) pieces.push(piece);
  return pieces;
}

test('who does not read hears the newest of each job, all events, and events before the job', async () => {
  const feed = new JobFeed();
  const news = feed.subscribe(new AbortController().signal);
  for (let done = 1; done <= 9; done++) feed.job(job('a', done));
  feed.events('a', [1, 2]);
  feed.job(job('b', 1));
  feed.events('a', [3]);
  feed.close();
  expect(await heard(news)).toEqual([
    { type: 'events', job: 'a', events: [1, 2] },
    { type: 'events', job: 'a', events: [3] },
    { type: 'job', job: job('a', 9) },
    { type: 'job', job: job('b', 1) },
  ]);
});

test('too many events push out the oldest and are counted', async () => {
  const feed = new JobFeed();
  const news = feed.subscribe(new AbortController().signal);
  for (let batch = 0; batch < 12; batch++) feed.events('a', new Array<number>(1000).fill(batch));
  feed.close();
  const [first, second, ...rest] = await heard(news);
  expect(first).toEqual({ type: 'missed', events: 2000 });
  expect(second).toMatchObject({ events: new Array<number>(1000).fill(2) });
  expect(rest).toHaveLength(9);
});

test('a subscriber that reads along hears everything, and its signal ends it alone', async () => {
  const feed = new JobFeed();
  const stop = new AbortController();
  const [one, other] = [stop.signal, new AbortController().signal].map((signal) => feed.subscribe(signal));
  const reader = one[Symbol.asyncIterator]();
  for (const done of [1, 2, 3]) {
    feed.job(job('a', done));
    expect((await reader.next()).value).toEqual({ type: 'job', job: job('a', done) });
  }
  stop.abort();
  expect((await reader.next()).done).toBe(true);
  feed.job(job('a', 4));
  feed.close();
  expect(await heard(other)).toEqual([{ type: 'job', job: job('a', 4) }]);
});

test('whose signal has ended already hears nothing', async () => {
  expect(await heard(new JobFeed().subscribe(AbortSignal.abort()))).toEqual([]);
});
