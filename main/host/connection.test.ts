import { expect, test } from 'vitest';
import { Connection } from './connection.ts';

const MOST_UNREAD = 8;

/** Counts up for ever, and whether it was ended. */
function counter(): { events: AsyncIterable<number>; ended: () => boolean } {
  let ended = false;
  async function* count(): AsyncGenerator<number> {
    try {
      for (let n = 1; ; n++) yield await Promise.resolve(n);
    } finally {
      ended = true;
    }
  }
  return { events: count(), ended: () => ended };
}

test('after so many unread events none is sent until one is read', async () => {
  const connection = new Connection();
  const stream = connection.paced('1', counter().events, undefined);
  for (let n = 1; n <= MOST_UNREAD; n++) expect((await stream.next()).value).toBe(n);
  let sent = false;
  const next = stream.next().then((event) => {
    sent = true;
    return event;
  });
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
  connection.acknowledge('2', 5);
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
  expect(sent).toBe(false);
  connection.acknowledge('1', 1);
  expect(await next).toEqual({ done: false, value: MOST_UNREAD + 1 });
});

test('a client that claims to have read what was never sent gets no more room', async () => {
  const connection = new Connection();
  const stream = connection.paced('1', counter().events, undefined);
  connection.acknowledge('1', 1_000_000);
  for (let n = 1; n <= MOST_UNREAD; n++) await stream.next();
  let sent = false;
  void stream.next().then(() => (sent = true));
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
  expect(sent).toBe(false);
});

test('a stream that waits for room goes on to its end when its signal comes', async () => {
  const stop = new AbortController();
  const connection = new Connection();
  const stream = connection.paced('1', counter().events, stop.signal);
  for (let n = 1; n <= MOST_UNREAD; n++) await stream.next();
  const next = stream.next();
  stop.abort();
  await next;
});

test('who returns ends the events behind', async () => {
  const { events, ended } = counter();
  const stream = new Connection().paced('1', events, undefined);
  await stream.next();
  await stream.return?.();
  expect(ended()).toBe(true);
});
