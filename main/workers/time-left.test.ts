import { expect, test } from 'vitest';
import { TimeLeft } from './time-left.ts';

function clock(): { time: number; left: TimeLeft } {
  const now = { time: 0 };
  return Object.assign(now, { left: new TimeLeft(() => now.time) });
}

test('there is none before a pace is known', () => {
  const { left } = clock();
  expect(left.seconds(0, 10)).toBeNull();
  expect(left.seconds(0, 10)).toBeNull();
});

test('it is what the rest takes at the pace since the first telling', () => {
  const held = clock();
  held.time = 5000;
  held.left.seconds(2, 12);
  held.time = 9000;
  expect(held.left.seconds(4, 12)).toBe(16);
});

test('standing still is no pace, however often it is said', () => {
  const held = clock();
  held.left.seconds(0, 10);
  held.time = 1000;
  held.left.stop();
  held.time = 50_000;
  held.left.stop();
  held.time = 61_000;
  held.left.goOn();
  held.left.goOn();
  held.time = 62_000;
  expect(held.left.seconds(2, 10)).toBe(8);
});

test('without a total there is none', () => {
  const held = clock();
  held.left.seconds(0, 0);
  held.time = 1000;
  expect(held.left.seconds(1, 0)).toBeNull();
});
