import { resizeMatrix } from '../../../graph/ops/resize.ts';
import type { DataType, Shape } from '../../../graph/tensor.ts';
import type { Emitter } from '../emitter.ts';
import type { Lowering } from './lowering.ts';

export const lowerResize: Lowering = ({ outputs: [y] }, [name], emit) => [
  emit.node('Resize', [name, '', '', emit.int64(y.shape)], {
    mode: 'linear',
    coordinate_transformation_mode: 'half_pixel',
  }),
];

/**
 * Doubling has a short adjoint: each pixel gathers from 4x4 with weights (1, 3, 3, 1) / 4 in both directions,
 * which is a strided depthwise convolution over dy with its edges repeated. Any other size goes through the two
 * interpolation matrices, transposed.
 */
export const lowerResizeGradient: Lowering = ({ inputs: [dy], attributes }, [name], emit) => {
  const shape = attributes.shape as Shape;
  const doubled = dy.shape[2] === 2 * shape[2] && dy.shape[3] === 2 * shape[3];
  return [
    doubled ? halve(emit, name, shape[1], dy.type) : throughMatrices(emit, name, dy.shape, shape, dy.type),
  ];
};

function halve(emit: Emitter, dy: string, channels: number, type: DataType): string {
  const taps = [0.25, 0.75, 0.75, 0.25];
  const kernel = taps.flatMap((row) => taps.map((column) => row * column));
  const kernels = new Float32Array(channels * 16);
  for (let channel = 0; channel < channels; channel++) kernels.set(kernel, channel * 16);
  const padded = emit.node('Pad', [dy, emit.int64([0, 0, 1, 1, 0, 0, 1, 1])], { mode: 'edge' });
  return emit.node('Conv', [padded, emit.constant(kernels, [channels, 1, 4, 4], type)], {
    group: channels,
    strides: [2, 2],
    kernel_shape: [4, 4],
  });
}

function throughMatrices(emit: Emitter, dy: string, from: Shape, to: Shape, type: DataType): string {
  const rows = emit.constant(
    transposed(resizeMatrix(to[2], from[2]), from[2], to[2]),
    [to[2], from[2]],
    type,
  );
  const columns = emit.constant(resizeMatrix(to[3], from[3]), [from[3], to[3]], type);
  return emit.node('MatMul', [rows, emit.node('MatMul', [dy, columns])]);
}

function transposed(matrix: Float64Array, rows: number, columns: number): Float64Array {
  return matrix.map((_, index) => matrix[(index % rows) * columns + Math.floor(index / rows)]);
}
