import { expect, test } from 'vitest';
import { convert } from './rounding.ts';

test.each([
  [1 / 3, 0.333251953125],
  [2049, 2048],
  [2051, 2052],
  [65519, 65504],
  [65520, Infinity],
  [-1e6, -Infinity],
  [2 ** -24, 2 ** -24],
  [2 ** -25, 0],
  [3 * 2 ** -25, 2 ** -23],
  [1e-5, 168 * 2 ** -24],
])('%d as float16 is %d', (value, expected) => {
  expect(convert(value, 'float16')).toBe(expected);
});

test.each([
  [1 / 3, 0.333984375],
  [257, 256],
  [259, 260],
  [3.4e38, Infinity],
  [1e-40, 2 ** -133],
])('%d as bfloat16 is %d', (value, expected) => {
  expect(convert(value, 'bfloat16')).toBe(expected);
});

test('to whole numbers it cuts, to bool all but zero is true', () => {
  expect([2.7, -2.7].map((value) => convert(value, 'int32'))).toEqual([2, -2]);
  expect([0, -0.3, NaN].map((value) => convert(value, 'bool'))).toEqual([0, 1, 1]);
});
