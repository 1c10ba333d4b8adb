import { gradients } from '../../native-models/graph/gradients.ts';
import { gelu, logSoftmax, relu, softmax } from '../../native-models/graph/ops/activation.ts';
import * as arithmetic from '../../native-models/graph/ops/arithmetic.ts';
import { barrier } from '../../native-models/graph/ops/barrier.ts';
import { cast } from '../../native-models/graph/ops/cast.ts';
import * as comparison from '../../native-models/graph/ops/comparison.ts';
import { conv, type ConvolutionOptions } from '../../native-models/graph/ops/convolution.ts';
import { matMul } from '../../native-models/graph/ops/matmul.ts';
import { groupNormalization, layerNormalization } from '../../native-models/graph/ops/normalization.ts';
import * as reduction from '../../native-models/graph/ops/reduction.ts';
import { resize } from '../../native-models/graph/ops/resize.ts';
import * as shape from '../../native-models/graph/ops/shape.ts';
import {
  constant,
  input,
  sizeOf,
  variable,
  type Shape,
  type Tensor,
} from '../../native-models/graph/tensor.ts';
import { random } from '../../native-models/random.ts';

const x = input('x', [2, 4, 6, 8]);
const other = input('other', [2, 4, 6, 8]);
const row = input('row', [8]);
const channels = variable('channels', [4]);

/** Every operation of the graph, and every way in which the ONNX engine writes one. */
export function everyOperation(): Record<string, Tensor> {
  return {
    ...elementwise(),
    ...reductions(),
    ...shapes(),
    ...types(),
    ...products(),
    ...convolution('same', [4, 4, 3, 3], { padding: 1 }),
    ...convolution('point', [4, 4, 1, 1], {}),
    ...convolution('strided', [4, 4, 3, 3], { padding: 1, stride: 2 }),
    ...convolution('grouped', [4, 2, 3, 3], { padding: 1, group: 2 }),
    ...resizing('doubled', [12, 16]),
    ...resizing('odd', [7, 5]),
  };
}

function elementwise(): Record<string, Tensor> {
  const { add, sub, mul, div, max, power, neg, exp, log, sqrt, reciprocal, erf, sigmoid, tanh } = arithmetic;
  const positive = constants([2, 4, 6, 8]);
  return {
    add: add(x, positive),
    sub: sub(x, row),
    mul: mul(x, other),
    div: div(x, positive),
    max: max(x, 0),
    power: power(positive, 1.5),
    neg: neg(x),
    exp: exp(x),
    log: log(positive),
    sqrt: sqrt(positive),
    reciprocal: reciprocal(positive),
    erf: erf(x),
    sigmoid: sigmoid(x),
    tanh: tanh(x),
    gelu: gelu(x),
    relu: relu(x),
    softmaxOfRows: softmax(x, -1),
    softmaxOfClasses: softmax(x, 1),
    logSoftmaxOfClasses: logSoftmax(x, 1),
    barrier: barrier(x, row),
  };
}

function reductions(): Record<string, Tensor> {
  const { reduceSum, reduceMean, reduceMax, reduceSumSquare } = reduction;
  return {
    reduceSum: reduceSum(x, [2, 3]),
    reduceMean: reduceMean(x, [0, 1, 2, 3]),
    reduceMax: reduceMax(x, [1]),
    reduceSumSquare: reduceSumSquare(x, [0, 2]),
    groupNormalization: groupNormalization(x, channels, channels, 2),
    layerNormalization: layerNormalization(x, row, row),
  };
}

function shapes(): Record<string, Tensor> {
  const { reshape, transpose, concat, slice, pad, expand, spaceToDepth, depthToSpace } = shape;
  return {
    reshape: reshape(x, [8, 48]),
    transpose: transpose(x, [0, 2, 3, 1]),
    concat: concat([x, other, x], 1),
    slice: slice(x, [1, 3], [1, 2], [3, 7]),
    pad: pad(x, [0, 0, 1, 2], [0, 1, 0, 3]),
    expand: expand(row, [3, 8]),
    spaceToDepth: spaceToDepth(x, 2),
    depthToSpace: depthToSpace(x, 2),
  };
}

function types(): Record<string, Tensor> {
  const { equal, less, greater, not, isNaN, isInf, where } = comparison;
  return {
    equal: equal(x, other),
    less: less(x, row),
    greater: greater(x, other),
    not: not(isNaN(x)),
    isInf: isInf(x),
    where: where(less(x, other), x, row),
    toHalf: cast(x, 'float16'),
    toBrainHalf: cast(x, 'bfloat16'),
    toInt64: cast(cast(x, 'int32'), 'int64'),
    toBytes: cast(x, 'uint8'),
    toBool: cast(x, 'bool'),
  };
}

function products(): Record<string, Tensor> {
  const y = matMul(x, shape.transpose(other, [0, 1, 3, 2]));
  return { matMul: y, matMulGradient: gradients(sum(y), [x])[0] };
}

/** A convolution and its two gradients. */
function convolution(name: string, weightShape: Shape, options: ConvolutionOptions): Record<string, Tensor> {
  const weight = variable(`weight/${name}`, weightShape);
  const y = conv(x, weight, options);
  const [ofX, ofWeight] = gradients(sum(y), [x, weight]);
  return { [`${name}Conv`]: y, [`${name}ConvOfX`]: ofX, [`${name}ConvOfWeight`]: ofWeight };
}

function resizing(name: string, size: [number, number]): Record<string, Tensor> {
  const y = resize(x, size);
  return { [`${name}Resize`]: y, [`${name}ResizeOfX`]: gradients(sum(y), [x])[0] };
}

/** A scalar whose gradient differs from number to number. */
function sum(y: Tensor): Tensor {
  const weighted = arithmetic.mul(y, constants(y.shape));
  return shape.reshape(
    reduction.reduceSum(
      weighted,
      y.shape.map((_, axis) => axis),
    ),
    [],
  );
}

function constants(of: Shape): Tensor {
  const source = random(sizeOf(of));
  return constant(
    Float32Array.from({ length: sizeOf(of) }, () => source.between(0.5, 2)),
    of,
  );
}
