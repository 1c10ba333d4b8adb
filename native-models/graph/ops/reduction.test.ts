import { expect, test } from 'vitest';
import { gradientError, normals } from '../../../tests/reference/gradient-check.ts';
import { reduceMax, reduceMean, reduceSum, reduceSumSquare } from './reduction.ts';

const reductions = { reduceSum, reduceMean, reduceMax, reduceSumSquare };

test.each([
  [[2, 3, 5], [0]],
  [
    [2, 3, 5],
    [1, 2],
  ],
  [[2, 3, 5], [-1]],
  [
    [2, 3, 5],
    [0, 1, 2],
  ],
  [[2, 1, 5], [1]],
  [[7], [0]],
])('gradients of the reductions of %j over %j', (shape, axes) => {
  for (const reduce of Object.values(reductions)) {
    expect(gradientError((x) => reduce(x, axes), normals(shape))).toBeLessThan(1e-6);
  }
});
