import { expect, test } from 'vitest';
import { normals } from '../../../tests/reference/gradient-check.ts';
import { interpret } from '../../../tests/reference/interpreter.ts';
import { gradients } from '../gradients.ts';
import { gelu, softmax } from '../ops/activation.ts';
import { add, exp, mul, sub } from '../ops/arithmetic.ts';
import { barrier } from '../ops/barrier.ts';
import { cast } from '../ops/cast.ts';
import { equal, less } from '../ops/comparison.ts';
import { conv } from '../ops/convolution.ts';
import { dotRows, matMul } from '../ops/matmul.ts';
import { groupNormalization } from '../ops/normalization.ts';
import { reduceSumSquare } from '../ops/reduction.ts';
import { reshape } from '../ops/shape.ts';
import { programParts, type Program } from '../program.ts';
import { input, scalar, variable, type Tensor } from '../tensor.ts';
import { mixedPrecision } from './mixed-precision.ts';

const x = input('x', [2, 2, 4, 3]);
const weight = variable('weight', [4, 2, 3, 3]);

/** Every node as "operation: types of inputs > type of the first output". */
function typesOf(program: Program): string[] {
  return programParts(program).nodes.map(
    ({ operation, inputs, outputs }) =>
      `${operation.name}: ${inputs.map(({ type }) => type).join(' ')} > ${outputs[0].type}`,
  );
}

function mixed(y: Tensor): string[] {
  return typesOf(mixedPrecision({ outputs: { y }, assignments: [] }, 'float16'));
}

const toHalf = 'Cast: float32 > float16';
const back = 'Cast: float16 > float32';
const convolution = 'Conv: float16 float16 > float16';

test('a convolution runs in half, and its result comes back', () => {
  expect(mixed(conv(x, weight))).toEqual([toHalf, toHalf, convolution, back]);
});

test('cheap operations on halves stay in half, numbers are converted when the graph is built', () => {
  const y = mul(gelu(reshape(conv(x, weight), [2, 4, 2])), 0.5);
  expect(mixed(y)).toEqual([
    toHalf,
    toHalf,
    convolution,
    'Reshape: float16 > float16',
    'Gelu: float16 > float16',
    'Mul: float16 float16 > float16',
    back,
  ]);
});

test('cheap operations with a float32 beside the half are float32', () => {
  const y = add(conv(x, weight), input('bias', [1, 4, 1, 1]));
  expect(mixed(y)).toEqual([toHalf, toHalf, convolution, back, 'Add: float32 float32 > float32']);
});

test('a number that float16 cannot hold well leaves the operation in float32', () => {
  const y = conv(x, weight);
  const last = (number: number): string | undefined => mixed(mul(y, number)).at(-1);
  expect(last(1e-7)).toBe('Mul: float32 float32 > float32');
  expect(last(1e6)).toBe('Mul: float32 float32 > float32');
  expect(last(0)).toBe(back);
  const inBfloat16 = mixedPrecision({ outputs: { y: mul(y, 1e-7) }, assignments: [] }, 'bfloat16');
  expect(typesOf(inBfloat16)).toContain('Mul: bfloat16 bfloat16 > bfloat16');
});

test('delicate operations are float32', () => {
  const y = exp(softmax(conv(x, weight), 1));
  expect(mixed(y).slice(3)).toEqual([back, 'Softmax: float32 > float32', 'Exp: float32 > float32']);
});

test('a program without heavy operations stays as it is', () => {
  const y = cast(equal(add(x, 1), softmax(x, 1)), 'float32');
  const program = { outputs: { y }, assignments: [] };
  expect(mixedPrecision(program, 'float16').outputs.y).toBe(y);
});

test('numbers alone stay in float32', () => {
  expect(mixed(add(scalar(1), scalar(2)))).toEqual(['Add: float32 float32 > float32']);
});

test('a tensor is cast once, however many read it', () => {
  const [a, b] = [input('a', [3, 3]), input('b', [3, 3])];
  const product = matMul(matMul(a, b), a);
  const casts = mixed(add(exp(product), softmax(product, 1))).filter((each) => each.startsWith('Cast'));
  expect(casts).toEqual([toHalf, toHalf, back]);
});

test('a product asked for in float32 stays there, and so do its gradients', () => {
  const [a, b] = [variable('a', [2, 3]), variable('b', [1, 3])];
  const loss = reshape(dotRows(a, b), [2]);
  const [da, db] = gradients(reshape(reduceSumSquare(loss, [0]), []), [a, b]);
  const program = { outputs: { da, db }, assignments: [] };
  expect(typesOf(mixedPrecision(program, 'float16'))).toEqual(typesOf(program));
});

test('a barrier keeps the type of what it holds back', () => {
  const y = barrier(conv(x, weight), x);
  expect(mixed(y)).toContain('Barrier: float16 float32 > float16');
});

test.each([
  ['float16', 1e-3],
  ['bfloat16', 1e-2],
] as const)('a training step in %s: float32 outside, and numbers within %d', (half, tolerance) => {
  const [scale, bias] = [variable('scale', [4]), variable('bias', [4])];
  const hidden = gelu(groupNormalization(conv(x, weight, { padding: 1 }), scale, bias, 2));
  const out = variable('out', [3, 4, 1, 1]);
  const loss = reshape(reduceSumSquare(conv(hidden, out), [0, 1, 2, 3]), []);
  const variables = [weight, scale, bias, out];
  const program: Program = {
    outputs: { loss },
    assignments: gradients(loss, variables).map((gradient, index) => ({
      variable: variables[index],
      value: sub(variables[index], mul(gradient, 0.01)),
    })),
    guard: less(loss, scalar(1e6)),
  };
  const halved = mixedPrecision(program, half);
  for (const result of [halved.outputs.loss, ...halved.assignments.map(({ value }) => value)]) {
    expect(result.type).toBe('float32');
  }
  const heavy = programParts(halved).nodes.filter(({ operation }) => operation.name.startsWith('Conv'));
  expect(heavy).toHaveLength(5);
  expect(new Set(heavy.map(({ outputs }) => outputs[0].type))).toEqual(new Set([half]));

  const feeds = { x: normals([2, 2, 4, 3]).data };
  const state = Object.fromEntries(variables.map(({ source, shape }) => [source.name, normals(shape).data]));
  const exact = interpret(program, feeds, state);
  const rounded = interpret(halved, feeds, state);
  expect(relativeError(rounded.outputs.loss, exact.outputs.loss)).toBeLessThan(tolerance);
  expect(relativeError(rounded.outputs.loss, exact.outputs.loss)).toBeGreaterThan(0);
  for (const { source } of variables) {
    expect(relativeError(rounded.state[source.name], exact.state[source.name])).toBeLessThan(tolerance);
  }
});

function relativeError(actual: Float64Array, expected: Float64Array): number {
  const largest = Math.max(...expected.map(Math.abs));
  return Math.max(...actual.map((value, index) => Math.abs(value - expected[index]))) / largest;
}
