import { expect, test } from 'vitest';
import { erf } from './erf.ts';

test.each([
  [1e-10, 1.1283791670955126e-10],
  [0.1, 0.1124629160182849],
  [0.5, 0.5204998778130465],
  [1, 0.8427007929497149],
  [1.5, 0.9661051464753108],
  [2, 0.9953222650189527],
  [2.5, 0.999593047982555],
  [3, 0.9999779095030014],
  [3.7, 0.9999998328489421],
  [4.5, 0.9999999998033839],
  [5.5, 0.9999999999999927],
  [5.99, 1.0],
  [7, 1.0],
])('erf(%d) is %d within 1e-14, and odd', (x, expected) => {
  expect(Math.abs(erf(x) - expected)).toBeLessThan(1e-14);
  expect(erf(-x)).toBe(-erf(x));
});

test('zero and not a number stay what they are', () => {
  expect(erf(0)).toBe(0);
  expect(erf(NaN)).toBeNaN();
});
