import { expect, test } from 'vitest';
import type { ProjectChange } from '../../app/contract/changes.ts';
import { ChangeFeed } from './change-feed.ts';

function listener(feed: ChangeFeed): { stop: AbortController; next: () => Promise<ProjectChange | null> } {
  const stop = new AbortController();
  const events = feed.subscribe(stop.signal)[Symbol.asyncIterator]();
  return {
    stop,
    next: async () => {
      const event = await events.next();
      return event.done === true ? null : event.value;
    },
  };
}

test('the first event says where a client comes in', async () => {
  const feed = new ChangeFeed();
  expect(await listener(feed).next()).toEqual({ version: 0, changed: [] });
  feed.publish('classes', null);
  expect(await listener(feed).next()).toEqual({ version: 1, changed: [] });
});

test('changes that nobody has read yet are one event: ids together, any where one was any', async () => {
  const feed = new ChangeFeed();
  const { next } = listener(feed);
  await next();
  feed.publish('images', ['a']);
  feed.publish('images', ['b', 'a']);
  feed.publish('classes', ['1']);
  feed.publish('classes', null);
  feed.publish('classes', ['2']);
  expect(await next()).toEqual({
    version: 5,
    changed: [
      { subject: 'images', ids: ['a', 'b'] },
      { subject: 'classes', ids: null },
    ],
  });
  feed.publish('images', ['c']);
  expect(await next()).toEqual({ version: 6, changed: [{ subject: 'images', ids: ['c'] }] });
});

test('more than a thousand ids are any', async () => {
  const feed = new ChangeFeed();
  const { next } = listener(feed);
  await next();
  for (let n = 0; n < 1000; n++) feed.publish('images', [String(n)]);
  expect((await next())?.changed[0].ids).toHaveLength(1000);
  for (let n = 0; n <= 1000; n++) feed.publish('images', [String(n)]);
  expect((await next())?.changed).toEqual([{ subject: 'images', ids: null }]);
});

test('a listener that waits hears the end: of its signal, and of the feed', async () => {
  const feed = new ChangeFeed();
  const [one, other] = [listener(feed), listener(feed)];
  await Promise.all([one.next(), other.next()]);
  const [first, second] = [one.next(), other.next()];
  one.stop.abort();
  expect(await first).toBeNull();
  feed.close();
  expect(await second).toBeNull();
  expect(await listener(feed).next()).toBeNull();
});
