import { expect, test } from 'vitest';
import { gradients } from '../../native-models/graph/gradients.ts';
import { gelu, logSoftmax, relu, softmax } from '../../native-models/graph/ops/activation.ts';
import { add, max, mul, sub } from '../../native-models/graph/ops/arithmetic.ts';
import { barrier } from '../../native-models/graph/ops/barrier.ts';
import { equal, greater, isInf, isNaN, less, not, where } from '../../native-models/graph/ops/comparison.ts';
import { conv, type ConvolutionOptions } from '../../native-models/graph/ops/convolution.ts';
import { matMul } from '../../native-models/graph/ops/matmul.ts';
import { groupNormalization, layerNormalization } from '../../native-models/graph/ops/normalization.ts';
import {
  reduceMax,
  reduceMean,
  reduceSum,
  reduceSumSquare,
} from '../../native-models/graph/ops/reduction.ts';
import { resize } from '../../native-models/graph/ops/resize.ts';
import * as shapes from '../../native-models/graph/ops/shape.ts';
import {
  constant,
  input,
  scalar,
  variable,
  type Shape,
  type Tensor,
} from '../../native-models/graph/tensor.ts';
import { evaluate, interpret } from './interpreter.ts';

function array(values: readonly number[], shape: Shape = [values.length]): Tensor {
  return constant(Float64Array.from(values), shape);
}

function count(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

function numbers(tensor: Tensor): number[] {
  return [...evaluate([tensor])[0]];
}

function expectClose(actual: readonly number[], expected: readonly number[]): void {
  expect(actual).toHaveLength(expected.length);
  for (const [index, value] of expected.entries()) expect(actual[index]).toBeCloseTo(value, 12);
}

/** The gradient with respect to x of the sum of f(x) times dy. */
function gradientOf(f: (x: Tensor) => Tensor, x: number[], shape: Shape, dy: number[]): number[] {
  const source = input('x', shape);
  const y = f(source);
  const loss = shapes.reshape(
    reduceSum(
      mul(y, array(dy, y.shape)),
      y.shape.map((_, axis) => axis),
    ),
    [],
  );
  return [...evaluate(gradients(loss, [source]), { x })[0]];
}

const x3 = count(1, 9);
const kernel = [1, 2, 3, 4];
const strided: ConvolutionOptions = { stride: 2, padding: 1 };

test('Conv and its gradients agree with PyTorch (stride 2, padding 1)', () => {
  const y = conv(array(x3, [1, 1, 3, 3]), array(kernel, [1, 1, 2, 2]), strided);
  expect(numbers(y)).toEqual([4, 18, 36, 77]);
  const dy = [1, -1, 2, 3];
  const ofInput = gradientOf((x) => conv(x, array(kernel, [1, 1, 2, 2]), strided), x3, [1, 1, 3, 3], dy);
  expect(ofInput).toEqual([4, -3, -4, 4, 3, 6, 8, 9, 12]);
  const ofWeight = gradientOf((w) => conv(array(x3, [1, 1, 3, 3]), w, strided), kernel, [1, 1, 2, 2], dy);
  expect(ofWeight).toEqual([15, 26, 22, 39]);
});

test('Conv in two groups', () => {
  const y = conv(array(count(1, 8), [1, 2, 2, 2]), array(kernel, [4, 1, 1, 1]), { group: 2 });
  expect(numbers(y)).toEqual([1, 2, 3, 4, 2, 4, 6, 8, 15, 18, 21, 24, 20, 24, 28, 32]);
});

test('Resize and its gradient agree with PyTorch', () => {
  const from = [1, 2, 4, 8, 16, 32];
  const resized = numbers(resize(array(from, [1, 1, 2, 3]), [3, 4]));
  expectClose(resized, [1, 1.625, 2.75, 4, 4.5, 7.3125, 12.375, 18, 8, 13, 22, 32]);
  const gradient = gradientOf((x) => resize(x, [3, 4]), from, [1, 1, 2, 3], count(1, 12));
  expectClose(gradient, [5.375, 7.1875, 10.4375, 16.375, 17.1875, 21.4375]);
});

test('normalizations agree with PyTorch', () => {
  const x = array([1, 2, 3, 6, 0, 0, 4, 4], [1, 4, 1, 2]);
  const normalized = groupNormalization(x, array([1, 2, 1, 1]), array([0, 0, 5, 0]), 2);
  const first = [-1.0690434404458737, -0.5345217202229369, 0, 3.2071303213376203];
  const second = [4.0000012499976565, 4.0000012499976565, 0.9999987500023437, 0.9999987500023437];
  expectClose(numbers(normalized), [...first, ...second]);
  const layer = layerNormalization(array([1, 2, 6], [1, 3]), array([1, 2, 3]), array([0, 1, 0]));
  expectClose(numbers(layer), [-0.9258200005775566, 0.07417999942244335, 4.166190002599005]);
});

test('activations: known values, and no overflow', () => {
  expectClose(numbers(gelu(array([-1, 0, 1]))), [-0.15865525393145707, 0, 0.8413447460685429]);
  expectClose(numbers(relu(array([-1, 0, 2]))), [0, 0, 2]);
  expectClose(
    numbers(logSoftmax(array([1000, 1001, 1003]), -1)),
    [-3.1698460195562856, -2.1698460195562856, -0.1698460195562856],
  );
  expectClose(numbers(softmax(array([0, Math.log(3), 5, 5], [2, 2]), 1)), [0.25, 0.75, 0.5, 0.5]);
});

test('SpaceToDepth orders its channels as the example of the ONNX standard, DepthToSpace undoes it', () => {
  const x = array(count(0, 23), [1, 1, 4, 6]);
  const deep = shapes.spaceToDepth(x, 2);
  expect(numbers(deep)).toEqual(
    [
      [0, 2, 4, 12, 14, 16],
      [1, 3, 5, 13, 15, 17],
      [6, 8, 10, 18, 20, 22],
      [7, 9, 11, 19, 21, 23],
    ].flat(),
  );
  expect(numbers(shapes.depthToSpace(deep, 2))).toEqual(count(0, 23));
});

test('DepthToSpace takes the place in the block from the outer channels (DCR)', () => {
  const x = array(count(0, 7), [1, 8, 1, 1]);
  expect(numbers(shapes.depthToSpace(x, 2))).toEqual([0, 2, 4, 6, 1, 3, 5, 7]);
});

test('shape operations', () => {
  const x = array(count(1, 6), [2, 3]);
  expect(numbers(shapes.transpose(x, [1, 0]))).toEqual([1, 4, 2, 5, 3, 6]);
  expect(numbers(shapes.concat([x, array([7, 8], [2, 1])], -1))).toEqual([1, 2, 3, 7, 4, 5, 6, 8]);
  expect(numbers(shapes.slice(x, [1], [1], [3]))).toEqual([2, 3, 5, 6]);
  expect(numbers(shapes.pad(x, [0, 1], [1, 0]))).toEqual([0, 1, 2, 3, 0, 4, 5, 6, 0, 0, 0, 0]);
  expect(numbers(shapes.expand(array([1, 2], [2, 1]), [2, 2, 3]))).toEqual([
    1, 1, 1, 2, 2, 2, 1, 1, 1, 2, 2, 2,
  ]);
});

test('reductions keep their dimensions', () => {
  const x = array([1, -2, 3, 4, 5, -6], [2, 3]);
  expect(numbers(reduceSum(x, [0]))).toEqual([5, 3, -3]);
  expect(numbers(reduceMean(x, [-1]))).toEqual([2 / 3, 1]);
  expect(numbers(reduceMax(x, [0, 1]))).toEqual([5]);
  expect(numbers(reduceSumSquare(x, [1]))).toEqual([14, 77]);
});

test('comparisons and choices', () => {
  const x = array([1, NaN, -Infinity]);
  expect(numbers(isNaN(x))).toEqual([0, 1, 0]);
  expect(numbers(isInf(x))).toEqual([0, 0, 1]);
  expect(numbers(not(less(x, scalar(1))))).toEqual([1, 1, 0]);
  expect(numbers(greater(x, scalar(0)))).toEqual([1, 0, 0]);
  expect(numbers(equal(x, scalar(1)))).toEqual([1, 0, 0]);
  expect(numbers(where(isNaN(x), scalar(7), x))).toEqual([1, 7, -Infinity]);
  expect(numbers(max(x, 0))).toEqual([1, NaN, 0]);
});

test('MatMul broadcasts the dimensions before the matrices', () => {
  const product = matMul(array(count(1, 4), [2, 1, 2]), array(count(1, 4), [2, 2]));
  expect(product.shape).toEqual([2, 1, 2]);
  expect(numbers(product)).toEqual([7, 10, 15, 22]);
});

test('variables move together, by their old values, unless the guard is false', () => {
  const [a, b] = [variable('a', []), variable('b', [])];
  const assignments = [
    { variable: a, value: b },
    { variable: b, value: add(a, input('x', [])) },
  ];
  const state = { a: [1], b: [2] };
  const moved = { a: Float64Array.of(2), b: Float64Array.of(11) };
  const outputs = { sum: barrier(add(a, b), a) };
  expect(interpret({ outputs, assignments }, { x: [10] }, state)).toEqual({
    outputs: { sum: Float64Array.of(3) },
    state: moved,
  });
  const guarded = { outputs, assignments, guard: less(sub(a, b), scalar(-5)) };
  expect(interpret(guarded, { x: [10] }, state).state).toEqual({
    a: Float64Array.of(1),
    b: Float64Array.of(2),
  });
});

test('a missing input is named', () => {
  expect(() => evaluate([add(input('x', [2]), 1)])).toThrow('x needs 2 numbers, none are given');
});
