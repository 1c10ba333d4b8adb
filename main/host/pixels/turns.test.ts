import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { Turns } from './turns.ts';

const never = new AbortController().signal;

test('no more run at a time than may, in the order in which they came', async () => {
  const turns = new Turns(2);
  const begun: number[] = [];
  const gates = Array.from({ length: 4 }, () => Promise.withResolvers<null>());
  const works = gates.map((gate, n) =>
    turns.run(async () => {
      begun.push(n);
      await gate.promise;
      return n;
    }, never),
  );
  await nextTurn();
  expect(begun).toEqual([0, 1]);
  gates[1].resolve(null);
  expect(await works[1]).toBe(1);
  await nextTurn();
  expect(begun).toEqual([0, 1, 2]);
  for (const { resolve } of gates) resolve(null);
  expect(await Promise.all(works)).toEqual([0, 1, 2, 3]);
});

test('what fails gives its turn to the next', async () => {
  const turns = new Turns(1);
  await expect(turns.run(() => Promise.reject(new Error('broken')), never)).rejects.toThrow('broken');
  expect(await turns.run(() => Promise.resolve('next'), never)).toBe('next');
});

test('work whose signal comes before its turn never begins, and holds up nobody', async () => {
  const turns = new Turns(1);
  const gate = Promise.withResolvers<string>();
  const stop = new AbortController();
  let begun = false;
  const begin = (): Promise<string> => {
    begun = true;
    return Promise.resolve('begun');
  };
  const first = turns.run(() => gate.promise, never);
  const second = turns.run(begin, stop.signal);
  const third = turns.run(() => Promise.resolve('third'), never);
  stop.abort();
  expect(await second).toBeNull();
  gate.resolve('first');
  expect(await Promise.all([first, third])).toEqual(['first', 'third']);
  expect(await turns.run(begin, stop.signal)).toBeNull();
  expect(begun).toBe(false);
});
