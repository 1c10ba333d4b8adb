import { geometry } from '../../../graph/ops/convolution.ts';
import type { Shape } from '../../../graph/tensor.ts';
import { MICROSOFT, type Emitter } from '../emitter.ts';
import type { Lowering } from './lowering.ts';

export const lowerConv: Lowering = ({ attributes, inputs: [, weight] }, names, emit) => {
  const { strides, pads, group } = geometry(attributes);
  return [emit.node('Conv', names, { strides, pads, group, kernel_shape: weight.shape.slice(2) })];
};

/**
 * With stride 1 the gradient is itself a convolution, of dy with the kernel turned by 180 degrees and its channels
 * swapped: onnxruntime's fastest way. Otherwise it is ONNX's ConvTranspose.
 */
export const lowerConvInputGradient: Lowering = (
  { attributes, inputs: [dy, weight] },
  [dyName, weightName],
  emit,
) => {
  const { strides, pads, group } = geometry(attributes);
  const [outputs, inputs, kernelHeight, kernelWidth] = weight.shape;
  const kernel_shape = [kernelHeight, kernelWidth];
  const fits = pads.every((pad, side) => pad < kernel_shape[side % 2]);
  if (group === 1 && fits && strides[0] === 1 && strides[1] === 1) {
    const swapped =
      kernelHeight * kernelWidth === 1
        ? emit.reshape(
            emit.node('Transpose', [emit.reshape(weightName, [outputs, inputs])], { perm: [1, 0] }),
            [inputs, outputs, 1, 1],
          )
        : turned(emit, emit.node('Transpose', [weightName], { perm: [1, 0, 2, 3] }));
    const turnedPads = pads.map((pad, side) => kernel_shape[side % 2] - 1 - pad);
    return [emit.node('Conv', [dyName, swapped], { pads: turnedPads, kernel_shape })];
  }
  const [, , height, width] = attributes.shape as Shape;
  const output_padding = [
    height - ((dy.shape[2] - 1) * strides[0] - pads[0] - pads[2] + kernelHeight),
    width - ((dy.shape[3] - 1) * strides[1] - pads[1] - pads[3] + kernelWidth),
  ];
  return [
    emit.node('ConvTranspose', [dyName, weightName], { strides, pads, group, kernel_shape, output_padding }),
  ];
};

/**
 * One matrix product a tap of the kernel (docs/decisions/convolution-gradient.md tells the other ways tried). Of a
 * 3x3 kernel that keeps the size, a tap moves rows and columns apart: dy moved by rows times x moved by columns, so
 * that six copies serve all nine products. Moved rows stay in one piece, which makes their copies cheap.
 */
export const lowerConvWeightGradient: Lowering = (node, names, emit) => {
  const { strides, pads, group } = geometry(node.attributes);
  const [outputs, inputs, kernelHeight, kernelWidth] = node.attributes.shape as Shape;
  const keepsSize =
    group === 1 &&
    kernelHeight === 3 &&
    kernelWidth === 3 &&
    [...strides, ...pads].every((amount) => amount === 1);
  if (!keepsSize) return generalWeightGradient(node, names, emit);
  const [n, , height, width] = node.inputs[0].shape;
  const padded = emit.node('Pad', [names[0], emit.int64([0, 0, 1, 1, 0, 0, 1, 1])]);
  const columns = [0, 1, 2].map((column) =>
    emit.reshape(
      emit.node('Slice', [padded, emit.int64([column]), emit.int64([column + width]), emit.int64([3])]),
      [n, inputs, (height + 2) * width],
    ),
  );
  const flatDy = emit.reshape(names[1], [n, outputs, height * width]);
  const rows = [0, 1, 2].map((row) =>
    emit.node('Pad', [flatDy, emit.int64([0, 0, row * width, 0, 0, (2 - row) * width])]),
  );
  const taps = rows.flatMap((left) => columns.map((right) => tapProduct(emit, left, right, n)));
  return [stackTaps(emit, taps, [outputs, inputs, kernelHeight, kernelWidth])];
};

/** Over flat maps: dy [N, O, K] times x [N, C, K] transposed, summed over the batch: [1, O, C]. */
function tapProduct(emit: Emitter, dy: string, x: string, batch: number): string {
  const products = emit.node('FusedMatMul', [dy, x], { transB: 1 }, MICROSOFT);
  return batch === 1 ? products : emit.node('ReduceSum', [products, emit.int64([0])], { keepdims: 1 });
}

/** The gradients of all taps, [1, O, C] each, as the weight [O, C, kh, kw]. */
function stackTaps(emit: Emitter, taps: readonly string[], shape: Shape): string {
  if (taps.length === 1) return emit.reshape(taps[0], shape);
  const stacked = emit.node('Concat', taps, { axis: 0 });
  return emit.reshape(emit.node('Transpose', [stacked], { perm: [1, 2, 0] }), shape);
}

/** Any kernel, stride, padding and group: the shifted x is sliced out of the padded one for each tap. */
const generalWeightGradient: Lowering = ({ attributes, inputs: [x, dy] }, [xName, dyName], emit) => {
  const { strides, pads, group } = geometry(attributes);
  const [outputs, inputs, kernelHeight, kernelWidth] = attributes.shape as Shape;
  const [n, , rows, columns] = dy.shape;
  const padded = pads.some((pad) => pad > 0)
    ? emit.node('Pad', [xName, emit.int64([0, 0, pads[0], pads[1], 0, 0, pads[2], pads[3]])])
    : xName;
  const flatDy = emit.reshape(dyName, [n, outputs, rows * columns]);
  const whole =
    kernelHeight * kernelWidth === 1 && padded === xName && x.shape[2] === rows && x.shape[3] === columns;
  const taps: string[] = [];
  for (let row = 0; row < kernelHeight; row++) {
    for (let column = 0; column < kernelWidth; column++) {
      const shifted = whole ? xName : shift(row, column);
      taps.push(inGroups(emit.reshape(shifted, [n, group * inputs, rows * columns])));
    }
  }
  return [stackTaps(emit, taps, attributes.shape as Shape)];

  function shift(row: number, column: number): string {
    const ends = [row + (rows - 1) * strides[0] + 1, column + (columns - 1) * strides[1] + 1];
    return emit.node('Slice', [
      padded,
      emit.int64([row, column]),
      emit.int64(ends),
      emit.int64([2, 3]),
      emit.int64(strides),
    ]);
  }

  function inGroups(flatX: string): string {
    if (group === 1) return tapProduct(emit, flatDy, flatX, n);
    const perGroup = outputs / group;
    const parts = Array.from({ length: group }, (_, index) =>
      tapProduct(
        emit,
        channels(emit, flatDy, index * perGroup, perGroup),
        channels(emit, flatX, index * inputs, inputs),
        n,
      ),
    );
    return emit.node('Concat', parts, { axis: 1 });
  }
};

function channels(emit: Emitter, x: string, start: number, count: number): string {
  return emit.node('Slice', [x, emit.int64([start]), emit.int64([start + count]), emit.int64([1])]);
}

/** A kernel turned by 180 degrees. */
function turned(emit: Emitter, kernel: string): string {
  const beyondStart = emit.int64([-(2 ** 31), -(2 ** 31)]);
  return emit.node('Slice', [
    kernel,
    emit.int64([-1, -1]),
    beyondStart,
    emit.int64([2, 3]),
    emit.int64([-1, -1]),
  ]);
}
