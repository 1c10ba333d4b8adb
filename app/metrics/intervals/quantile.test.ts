import { expect, test } from 'vitest';
import { normalDistribution } from './normal.ts';
import { quantile } from './quantile.ts';

test('is linear between neighbours, the ends being the extremes', () => {
  expect([0, 0.25, 0.5, 0.95, 1].map((share) => quantile([1, 2, 4], share))).toEqual([
    1,
    1.5,
    2,
    expect.closeTo(3.8, 12),
    4,
  ]);
  expect(quantile([7], 0.95)).toBe(7);
  expect(quantile([], 0.5)).toBeNull();
});

test('the normal distribution function has its ends, its middle and 97.5 % below 1.96', () => {
  expect([-Infinity, -40, 0, 40].map(normalDistribution)).toEqual([0, 0, 0.5, 1]);
  expect(normalDistribution(1.959963984540054)).toBeCloseTo(0.975, 14);
});
