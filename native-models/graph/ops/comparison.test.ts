import { expect, test } from 'vitest';
import { gradientError, normals } from '../../../tests/reference/gradient-check.ts';
import { gradients } from '../gradients.ts';
import { constant, input, scalar } from '../tensor.ts';
import { cast } from './cast.ts';
import { greater, where } from './comparison.ts';

test.each([
  [
    [2, 3, 5],
    [2, 3, 5],
    [2, 3, 5],
  ],
  [[5], [2, 1, 5], [3, 1]],
  [[2, 3, 1], [], [5]],
  [[], [2, 3], [2, 3]],
])('gradients of Where for condition %j, a %j and b %j', (condition, a, b) => {
  const chosen = greater(constant(normals(condition, 3).data, condition), scalar(0));
  const error = gradientError((a, b) => where(chosen, a, b), normals(a, 1), normals(b, 2));
  expect(error).toBeLessThan(1e-6);
});

test('a condition passes no gradient on', () => {
  const x = input('x', []);
  const [gradient] = gradients(where(greater(x, scalar(0)), scalar(1), scalar(2)), [x]);
  expect(gradient.source).toEqual({ kind: 'constant', values: Float32Array.of(0) });
});

test('the gradient stops where a comparison becomes a number', () => {
  const x = input('x', []);
  const [gradient] = gradients(cast(greater(x, scalar(0)), 'float32'), [x]);
  expect(gradient.source).toEqual({ kind: 'constant', values: Float32Array.of(0) });
});
