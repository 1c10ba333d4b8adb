import { GraphError, sizeOf, type Node } from '../../../graph/tensor.ts';
import { ELEMENT_TYPES } from '../element-types.ts';
import type { Emitter } from '../emitter.ts';
import type { DataType, Shape } from '../../../graph/tensor.ts';
import { lowerConv, lowerConvInputGradient } from './convolution.ts';
import type { Lowering } from './lowering.ts';
import { lowerGroupNormalization } from './normalization.ts';
import { lowerMatMul } from './matmul.ts';
import { lowerResize, lowerResizeGradient } from './resize.ts';
import { lowerSoftmax } from './softmax.ts';
import { lowerConvWeightGradient } from './weight-gradient.ts';

/** The same operator with the same inputs and no attribute. */
const same: Lowering = ({ operation }, inputs, emit) => [emit.node(operation.name, inputs)];

const reduction: Lowering = ({ operation, attributes }, [x], emit) => [
  emit.node(operation.name, [x, emit.int64(attributes.axes as number[])], { keepdims: 1 }),
];

const lowerings: Readonly<Record<string, Lowering>> = {
  Add: same,
  Sub: same,
  Mul: same,
  Div: same,
  Max: same,
  Pow: same,
  Neg: same,
  Exp: same,
  Log: same,
  Sqrt: same,
  Reciprocal: same,
  Erf: same,
  Sigmoid: same,
  Tanh: same,
  Gelu: same,
  Relu: same,
  Equal: same,
  Less: same,
  Greater: same,
  Not: same,
  IsNaN: same,
  IsInf: same,
  Where: same,
  MatMul: lowerMatMul,
  ReduceSum: reduction,
  ReduceMean: reduction,
  ReduceMax: reduction,
  ReduceSumSquare: reduction,
  Cast: ({ attributes }, [x], emit) => [
    emit.node('Cast', [x], { to: ELEMENT_TYPES[attributes.to as DataType] }),
  ],
  Reshape: ({ attributes }, [x], emit) => [emit.reshape(x, attributes.shape as Shape)],
  Expand: ({ attributes }, [x], emit) => [emit.node('Expand', [x, emit.int64(attributes.shape as Shape)])],
  Transpose: ({ attributes }, [x], emit) => [
    emit.node('Transpose', [x], { perm: attributes.perm as number[] }),
  ],
  Concat: ({ attributes }, inputs, emit) => [
    emit.node('Concat', inputs, { axis: attributes.axis as number }),
  ],
  Slice: ({ attributes }, [x], emit) => {
    const { starts, ends, axes } = attributes as Record<string, number[]>;
    return [emit.node('Slice', [x, emit.int64(starts), emit.int64(ends), emit.int64(axes)])];
  },
  Pad: ({ attributes }, [x], emit) => {
    const { before, after } = attributes as Record<string, number[]>;
    return [emit.node('Pad', [x, emit.int64([...before, ...after])])];
  },
  SpaceToDepth: ({ attributes }, [x], emit) => [
    emit.node('SpaceToDepth', [x], { blocksize: attributes.blocksize as number }),
  ],
  DepthToSpace: ({ attributes }, [x], emit) => [
    emit.node('DepthToSpace', [x], { blocksize: attributes.blocksize as number }),
  ],
  Softmax: lowerSoftmax,
  LogSoftmax: lowerSoftmax,
  Conv: lowerConv,
  ConvInputGradient: lowerConvInputGradient,
  ConvWeightGradient: lowerConvWeightGradient,
  Resize: lowerResize,
  ResizeGradient: lowerResizeGradient,
  GroupNormalization: lowerGroupNormalization,
  LayerNormalization: lowerLayerNormalization,
  Barrier: lowerBarrier,
};

/** The operations that this engine runs. */
export const OPERATIONS: readonly string[] = Object.keys(lowerings);

/** Writes one node; throws where ONNX Runtime has no way to run it. */
export function lower(node: Node, inputs: readonly string[], emit: Emitter): readonly string[] {
  const lowering = lowerings[node.operation.name] as Lowering | undefined;
  if (lowering === undefined) throw new GraphError(`the ONNX engine cannot run ${node.operation.name}`);
  return lowering(node, inputs, emit);
}

function lowerLayerNormalization(node: Node, inputs: readonly string[], emit: Emitter): string[] {
  const { epsilon } = node.attributes as Record<string, number>;
  return emit.nodeWithOutputs('LayerNormalization', inputs, 3, { axis: -1, epsilon: { float: epsilon } });
}

/** Adds nothing times one number of `after`: no optimizer knows that it is nothing, so the order holds. */
function lowerBarrier(
  { inputs: [x, after] }: Node,
  [name, afterName]: readonly string[],
  emit: Emitter,
): string[] {
  const flat = emit.reshape(afterName, [sizeOf(after.shape)]);
  const first = emit.node('Slice', [flat, emit.int64([0]), emit.int64([1]), emit.int64([0])]);
  const number = emit.reshape(emit.node('Cast', [first], { to: ELEMENT_TYPES[x.type] }), []);
  return [emit.node('Add', [name, emit.node('Mul', [number, emit.scalar(0, x.type)])])];
}
