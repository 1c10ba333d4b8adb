import { expect, test } from 'vitest';
import { gradientError, normals } from '../../../tests/reference/gradient-check.ts';
import { gelu, logSoftmax, softmax } from './activation.ts';

test('gradient of Gelu', () => {
  expect(gradientError(gelu, normals([2, 3, 5]))).toBeLessThan(1e-6);
});

test.each([
  [[2, 3, 5], 1],
  [[2, 3, 5], -1],
  [[2, 3, 5], 0],
  [[4], 0],
])('gradients of Softmax and LogSoftmax of %j along %d', (shape, axis) => {
  expect(gradientError((x) => softmax(x, axis), normals(shape))).toBeLessThan(1e-6);
  expect(gradientError((x) => logSoftmax(x, axis), normals(shape))).toBeLessThan(1e-6);
});
