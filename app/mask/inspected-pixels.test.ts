import { expect, test } from 'vitest';
import { inspectedPixels } from './inspected-pixels.ts';

test('what lies in any of the areas is inspected, each with its own holes', () => {
  const square = (from: number, to: number): number[] => [from, 0, to, 0, to, 2, from, 2];
  expect([...inspectedPixels([[square(0, 3), square(1, 2)], [square(4, 5)]], 6, 2)]).toEqual([
    1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0,
  ]);
});
