import { expect, test } from 'vitest';
import { pagesOf, pagesToForget } from './pages.ts';

test('a range of images lies on the pages that it touches', () => {
  expect(pagesOf(0, 200)).toEqual([0]);
  expect(pagesOf(199, 201)).toEqual([0, 1]);
  expect(pagesOf(5, 5)).toEqual([]);
});

test('the pages farthest from what is shown are forgotten', () => {
  const kept = Array.from({ length: 22 }, (_, page) => page);
  expect(pagesToForget(kept, [20, 21])).toEqual([1, 0]);
  expect(pagesToForget([0, 1, 2], [2])).toEqual([]);
});
