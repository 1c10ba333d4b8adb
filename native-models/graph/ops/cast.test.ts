import { expect, test } from 'vitest';
import { evaluate } from '../../../tests/reference/interpreter.ts';
import { gradients } from '../gradients.ts';
import { input } from '../tensor.ts';
import { mul } from './arithmetic.ts';
import { cast } from './cast.ts';

test('casting to the same type is nothing', () => {
  const x = input('x', [2]);
  expect(cast(x, 'float32')).toBe(x);
});

test('the gradient passes through a rounding as if it were none', () => {
  const x = input('x', []);
  const [gradient] = gradients(mul(cast(cast(x, 'float16'), 'float32'), 3), [x]);
  expect(gradient.type).toBe('float32');
  expect(evaluate([gradient], { x: [0.1] })).toEqual([Float64Array.of(3)]);
});

test('a whole number passes no gradient on', () => {
  const x = input('x', []);
  const [gradient] = gradients(mul(cast(cast(x, 'int32'), 'float32'), 3), [x]);
  expect(evaluate([gradient])).toEqual([Float64Array.of(0)]);
});
