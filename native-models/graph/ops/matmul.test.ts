import { expect, test } from 'vitest';
import { gradientError, normals } from '../../../tests/reference/gradient-check.ts';
import { dotRows, matMul } from './matmul.ts';

test.each([
  [
    [3, 4],
    [4, 5],
  ],
  [
    [1, 1],
    [1, 1],
  ],
  [
    [2, 3, 4],
    [2, 4, 5],
  ],
  [
    [2, 3, 4],
    [4, 5],
  ],
  [
    [3, 4],
    [2, 4, 1],
  ],
  [
    [2, 1, 3, 4],
    [3, 4, 2],
  ],
  [
    [1, 3, 1, 4],
    [2, 1, 4, 3],
  ],
])('gradients of MatMul for %j and %j', (a, b) => {
  expect(gradientError(matMul, normals(a, 1), normals(b, 2))).toBeLessThan(1e-6);
});

test.each([
  [
    [2, 3, 4],
    [2, 1, 4],
  ],
  [
    [1, 1],
    [1, 1],
  ],
  [
    [2, 3, 1, 5],
    [2, 3, 1, 5],
  ],
])('gradients of dotRows for %j and %j', (a, b) => {
  expect(gradientError(dotRows, normals(a, 1), normals(b, 2))).toBeLessThan(1e-6);
});
