import fc from 'fast-check';
import { expect, test } from 'vitest';
import { betaQuantile, regularizedIncompleteBeta } from './incomplete-beta.ts';

test('I_x(1, b) = 1 - (1 - x)^b and I_x(a, 1) = x^a', () => {
  expect(regularizedIncompleteBeta(0.3, 1, 5)).toBeCloseTo(1 - 0.7 ** 5, 14);
  expect(regularizedIncompleteBeta(0.3, 5, 1)).toBeCloseTo(0.3 ** 5, 14);
});

test('the ends and the middle of a symmetric distribution', () => {
  expect([0, 0.5, 1].map((x) => regularizedIncompleteBeta(x, 40, 40))).toEqual([
    0,
    expect.closeTo(0.5, 13),
    1,
  ]);
});

test('the quantile inverts the distribution function', () => {
  const size = fc.integer({ min: 1, max: 5000 });
  fc.assert(
    fc.property(size, size, fc.double({ min: 0.001, max: 0.999, noNaN: true }), (a, b, probability) => {
      expect(regularizedIncompleteBeta(betaQuantile(probability, a, b), a, b)).toBeCloseTo(probability, 10);
    }),
  );
});
