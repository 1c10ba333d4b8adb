import { expect, test } from 'vitest';
import { gradientError, normals, positives } from '../../../tests/reference/gradient-check.ts';
import { evaluate } from '../../../tests/reference/interpreter.ts';
import { gradients } from '../gradients.ts';
import { constant, input, type Shape } from '../tensor.ts';
import * as arithmetic from './arithmetic.ts';
import { reshape } from './shape.ts';

const { add, div, max, mul, power, sub, sumToShape } = arithmetic;

const operands: readonly (readonly [Shape, Shape])[] = [
  [
    [3, 2, 5],
    [3, 2, 5],
  ],
  [[3, 2, 5], [5]],
  [[5], [3, 2, 5]],
  [
    [3, 1, 5],
    [2, 1],
  ],
  [
    [1, 2, 1],
    [3, 1, 5],
  ],
  [[], [2, 3]],
  [[2, 3], []],
  [[1, 1], [1]],
];

test.each(operands)('gradients of Add, Sub, Mul, Div, Max for operands %j and %j', (a, b) => {
  for (const operation of [add, sub, mul, max]) {
    expect(gradientError(operation, normals(a, 1), normals(b, 2))).toBeLessThan(1e-6);
  }
  expect(gradientError(div, normals(a, 1), positives(b, 2))).toBeLessThan(1e-6);
});

test.each(operands)('a gradient has the shape of its operand: %j and %j', (a, b) => {
  const tensors = [input('a', a), input('b', b)];
  const sum = add(tensors[0], tensors[1]);
  const loss = reshape(sumToShape(sum, []), []);
  expect(gradients(loss, tensors).map(({ shape }) => shape)).toEqual([a, b]);
});

test.each(['neg', 'exp', 'erf', 'sigmoid', 'tanh'] as const)('gradient of %s', (name) => {
  expect(gradientError(arithmetic[name], normals([2, 3, 5]))).toBeLessThan(1e-6);
});

test.each(['log', 'sqrt', 'reciprocal'] as const)('gradient of %s', (name) => {
  expect(gradientError(arithmetic[name], positives([2, 3, 5]))).toBeLessThan(1e-6);
});

test.each([1, 2, 3, 0.5, 2.5, -1.5])('gradient of x to the power of %d', (exponent) => {
  expect(gradientError((x) => power(x, exponent), positives([3, 5]))).toBeLessThan(1e-6);
});

test('a whole power is a product, which negative numbers can take', () => {
  const x = constant(Float64Array.of(-2, 3), [2]);
  const powers = evaluate([power(x, 1), power(x, 2), power(x, 3)]);
  expect(powers.map((values) => [...values])).toEqual([
    [-2, 3],
    [4, 9],
    [-8, 27],
  ]);
});

test('plain numbers stand on either side', () => {
  expect(gradientError((x) => div(sub(2, x), 3), normals([4]))).toBeLessThan(1e-6);
});

test('where both are equal, the gradient of Max goes to the first', () => {
  const tensors = [input('a', []), input('b', [])];
  const found = evaluate(gradients(max(tensors[0], tensors[1]), tensors), { a: [3], b: [3] });
  expect(found.map(([value]) => value)).toEqual([1, 0]);
});
