import { expect, test } from 'vitest';
import { logSoftmax, softmax } from './ops/activation.ts';
import { add, div, max, mul, sub } from './ops/arithmetic.ts';
import { equal, greater, less, where } from './ops/comparison.ts';
import { conv } from './ops/convolution.ts';
import { matMul } from './ops/matmul.ts';
import { groupNormalization, layerNormalization } from './ops/normalization.ts';
import { reduceMax, reduceMean, reduceSum, reduceSumSquare } from './ops/reduction.ts';
import { resize } from './ops/resize.ts';
import * as shapes from './ops/shape.ts';
import { constant, GraphError, input, scalar, type DataType, type Shape, type Tensor } from './tensor.ts';

function x(shape: Shape, type: DataType = 'float32'): Tensor {
  return input('x', shape, type);
}

const broadcasting = {
  Add: add,
  Sub: sub,
  Mul: mul,
  Div: div,
  Max: max,
  Equal: equal,
  Less: less,
  Greater: greater,
};

test.each(Object.entries(broadcasting))('%s: dimensions and types', (name, operation) => {
  expect(operation(x([2, 3, 4]), x([3, 1])).shape).toEqual([2, 3, 4]);
  expect(() => operation(x([2, 3, 4]), x([2, 1]))).toThrow(
    `${name}: dimension 1 of [2, 3, 4] and [2, 1] does not broadcast (3 against 2)`,
  );
  expect(() => operation(x([]), x([], 'int32'))).toThrow(
    `${name}: inputs must have one type, got float32, int32`,
  );
});

const alongAxes = {
  ReduceSum: (t: Tensor) => reduceSum(t, [0, 3]),
  ReduceMean: (t: Tensor) => reduceMean(t, [3]),
  ReduceMax: (t: Tensor) => reduceMax(t, [3]),
  ReduceSumSquare: (t: Tensor) => reduceSumSquare(t, [3]),
  Softmax: (t: Tensor) => softmax(t, 3),
  LogSoftmax: (t: Tensor) => logSoftmax(t, 3),
  Concat: (t: Tensor) => shapes.concat([t, t], 3),
};

test.each(Object.entries(alongAxes))('%s: an axis that is not there', (name, operation) => {
  expect(() => operation(x([2, 3]))).toThrow(`${name}: axis 3 does not exist in a tensor of 2 dimensions`);
});

const channels = { four: x([4]), six: x([6]) };
const map = x([2, 6, 5, 7]);

const wrong: Record<string, () => unknown> = {
  'a constant of shape [2, 3] cannot hold 5 values': () => constant(new Float32Array(5), [2, 3]),
  'Where: dimension 1 of [2] and [2, 3] and [] does not broadcast (2 against 3)': () =>
    where(x([2], 'bool'), x([2, 3]), scalar(0)),
  'ReduceSum: needs at least one axis': () => reduceSum(x([2]), []),
  'MatMul: needs matrices, got [3] and [3, 2]': () => matMul(x([3]), x([3, 2])),
  'MatMul: the last dimension of [2, 3] and the one before the last of [4, 5] differ': () =>
    matMul(x([2, 3]), x([4, 5])),
  'MatMul: dimension 0 of [2] and [3] does not broadcast (2 against 3)': () =>
    matMul(x([2, 4, 3]), x([3, 3, 4])),
  'Conv: x needs 4 dimensions, got [6, 5, 7]': () => conv(x([6, 5, 7]), x([4, 6, 3, 3])),
  'Conv: the weight needs 4 dimensions, got [4, 6]': () => conv(map, x([4, 6])),
  'Conv: dimension 1 of x [2, 6, 5, 7] must be 3, it is 6': () => conv(map, x([4, 3, 3, 3])),
  'Conv: dimension 0 of the weight [5, 3, 3, 3] is not divisible into 2 groups': () =>
    conv(map, x([5, 3, 3, 3]), { group: 2 }),
  'Conv: [2, 6, 5, 7] is smaller than the kernel of [4, 6, 7, 7]': () => conv(map, x([4, 6, 7, 7])),
  'Resize: x needs 4 dimensions, got [5, 7]': () => resize(x([5, 7]), [2, 2]),
  'Resize: cannot resize to 0 x 3': () => resize(map, [0, 3]),
  'Reshape: [2, 3] has 6 elements, [4, 2] 8': () => shapes.reshape(x([2, 3]), [4, 2]),
  'Transpose: [0, 0] does not order the dimensions of [2, 3]': () => shapes.transpose(x([2, 3]), [0, 0]),
  'Concat: dimension 1 of [2, 4] differs from [2, 3]': () => shapes.concat([x([2, 3]), x([2, 4])], 0),
  'Concat: each input needs 2 dimensions, got [2, 3, 4]': () => shapes.concat([x([2, 3]), x([2, 3, 4])], 1),
  'Slice: 1..4 is not inside dimension 1 of [2, 3]': () => shapes.slice(x([2, 3]), [1], [1], [4]),
  'Slice: axis -1 does not exist in [2, 3]': () => shapes.slice(x([2, 3]), [-1], [0], [1]),
  'Pad: 1 and 2 amounts for the dimensions of [2, 3]': () => shapes.pad(x([2, 3]), [1], [1, 0]),
  'Expand: dimension 0 of [2, 1] cannot become that of [3, 4]': () => shapes.expand(x([2, 1]), [3, 4]),
  'Expand: [1, 3] has more dimensions than [3]': () => shapes.expand(x([1, 3]), [3]),
  'SpaceToDepth: height and width of [2, 6, 5, 7] must be multiples of 2': () => shapes.spaceToDepth(map, 2),
  'DepthToSpace: dimension 1 of [2, 6, 5, 7] must be a multiple of 4': () => shapes.depthToSpace(map, 2),
  'GroupNormalization: dimension 1 of [2, 6, 5, 7] is not divisible into 4 groups': () =>
    groupNormalization(map, channels.six, channels.six, 4),
  'GroupNormalization: dimension 0 of the bias [4] must be 6, it is 4': () =>
    groupNormalization(map, channels.six, channels.four, 2),
  'LayerNormalization: dimension 0 of the scale [4] must be 6, it is 4': () =>
    layerNormalization(x([2, 6]), channels.four, channels.six),
};

test.each(Object.entries(wrong))('%s', (message, build) => {
  expect(build).toThrow(new GraphError(message));
});

test('a number becomes a scalar of the type asked for', () => {
  expect(scalar(0.5, 'float16').source).toEqual({ kind: 'constant', values: Float64Array.of(0.5) });
  expect(scalar(3, 'int32').source).toEqual({ kind: 'constant', values: Int32Array.of(3) });
});
