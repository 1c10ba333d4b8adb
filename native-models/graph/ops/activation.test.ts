import { expect, test } from 'vitest';
import { gradientError, normals } from '../../../tests/reference/gradient-check.ts';
import { evaluate } from '../../../tests/reference/interpreter.ts';
import { gradients } from '../gradients.ts';
import { input } from '../tensor.ts';
import { gelu, logSoftmax, relu, softmax } from './activation.ts';
import { reduceSum } from './reduction.ts';
import { reshape } from './shape.ts';

test('gradient of Gelu', () => {
  expect(gradientError(gelu, normals([2, 3, 5]))).toBeLessThan(1e-6);
});

test('gradient of Relu, which is 0 where x is', () => {
  expect(gradientError(relu, normals([2, 3, 5]))).toBeLessThan(1e-6);
  const x = input('x', [3]);
  const [gradient] = gradients(reshape(reduceSum(relu(x), [0]), []), [x]);
  expect([...evaluate([gradient], { x: Float64Array.of(-1, 0, 2) })[0]]).toEqual([0, 0, 1]);
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
