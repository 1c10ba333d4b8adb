import { expect, test } from 'vitest';
import { evaluate, interpret } from '../../../tests/reference/interpreter.ts';
import { normals } from '../../../tests/reference/gradient-check.ts';
import { add, div, mul, neg, sub } from '../ops/arithmetic.ts';
import { cast } from '../ops/cast.ts';
import { expand, reshape, transpose } from '../ops/shape.ts';
import { programParts } from '../program.ts';
import { constant, input, type Tensor } from '../tensor.ts';
import { removeIdentities } from './identities.ts';

const x = input('x', [2, 3, 4]);
const ones = constant(new Float32Array(4).fill(1), [4]);

function simplified(y: Tensor): Tensor {
  return removeIdentities({ outputs: { y }, assignments: [] }).outputs.y;
}

function names(y: Tensor): string[] {
  return programParts({ outputs: { y }, assignments: [] }).nodes.map(({ operation }) => operation.name);
}

test.each<[string, (x: Tensor) => Tensor]>([
  ['x + 0', (x) => add(x, 0)],
  ['0 + x', (x) => add(0, x)],
  ['x - 0', (x) => sub(x, 0)],
  ['x * 1', (x) => mul(x, 1)],
  ['1 * x, for each column', (x) => mul(ones, x)],
  ['x / 1', (x) => div(x, 1)],
  ['x * 1 / 1 + 0', (x) => add(div(mul(x, 1), 1), 0)],
  ['reshaped there and back', (x) => reshape(reshape(x, [6, 4]), [2, 3, 4])],
  ['transposed there and back', (x) => transpose(transpose(x, [2, 0, 1]), [1, 2, 0])],
  ['rounded, were it not in a wider type', (x) => cast(cast(cast(x, 'float16'), 'float32'), 'float16')],
])('removes %s', (what, f) => {
  const start = what.startsWith('rounded') ? cast(x, 'float16') : x;
  const kept = simplified(neg(f(start)));
  expect(names(kept)).toEqual(names(neg(start)));
});

test.each<[string, (x: Tensor) => Tensor]>([
  ['0 - x', (x) => sub(0, x)],
  ['1 / x', (x) => div(1, x)],
  ['x * 2', (x) => mul(x, 2)],
  [
    'x + 0, repeated to a larger shape',
    (x) => add(reshape(x, [24]), constant(new Float32Array(48), [2, 24])),
  ],
  ['transposed twice to another order', (x) => transpose(transpose(x, [1, 2, 0]), [1, 2, 0])],
  ['rounded to float16 and back', (x) => cast(cast(x, 'float16'), 'float32')],
])('keeps the value of %s', (_, f) => {
  const y = f(x);
  const feeds = { x: normals([2, 3, 4]).data };
  expect(simplified(y).shape).toEqual(y.shape);
  expect(evaluate([simplified(y)], feeds)).toEqual(evaluate([y], feeds));
  expect(names(simplified(y))).not.toEqual([]);
});

test('copies that the next operation makes by itself are not made', () => {
  const column = reshape(x, [2, 3, 4, 1]);
  const wide = input('wide', [2, 3, 4, 5]);
  const y = mul(expand(column, wide.shape), wide);
  const feeds = { x: normals([2, 3, 4]).data, wide: normals([2, 3, 4, 5]).data };
  expect(names(simplified(y))).toEqual(['Reshape', 'Mul']);
  expect(evaluate([simplified(y)], feeds)).toEqual(evaluate([y], feeds));
});

test('of two copies one stays, to give the result its shape', () => {
  const wide = [2, 3, 4, 5];
  const y = mul(expand(reshape(x, [2, 3, 4, 1]), wide), expand(reshape(x, [2, 3, 4, 1]), wide));
  expect(simplified(y).shape).toEqual(wide);
  expect(names(simplified(y)).filter((name) => name === 'Expand')).toHaveLength(1);
});

test('moves one after the other become one', () => {
  expect(names(simplified(transpose(transpose(x, [1, 2, 0]), [1, 2, 0])))).toEqual(['Transpose']);
  expect(names(simplified(reshape(reshape(x, [6, 4]), [24])))).toEqual(['Reshape']);
});

test('an inner tensor that is read elsewhere stays', () => {
  const inner = reshape(x, [6, 4]);
  const program = { outputs: { inner, outer: reshape(inner, [24]) }, assignments: [] };
  const feeds = { x: normals([2, 3, 4]).data };
  expect(interpret(removeIdentities(program), feeds)).toEqual(interpret(program, feeds));
});
