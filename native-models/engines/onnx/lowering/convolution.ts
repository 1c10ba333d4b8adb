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
  if (group === 1 && strides[0] === 1 && strides[1] === 1) {
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
 * One matrix product a tap of the kernel: dy [N, O, K] times the shifted x [N, C, K] transposed. It needs no im2col
 * buffer and was the fastest of the ways tried (docs/decisions/convolution-gradient.md).
 */
export const lowerConvWeightGradient: Lowering = ({ attributes, inputs: [x, dy] }, [xName, dyName], emit) => {
  const { strides, pads, group } = geometry(attributes);
  const [outputs, inputs, kernelHeight, kernelWidth] = attributes.shape as Shape;
  const [n, , rows, columns] = dy.shape;
  const padded = pads.some((pad) => pad > 0)
    ? emit.node('Pad', [xName, emit.int64([0, 0, pads[0], pads[1], 0, 0, pads[2], pads[3]])])
    : xName;
  const taps: string[] = [];
  for (let row = 0; row < kernelHeight; row++) {
    for (let column = 0; column < kernelWidth; column++) {
      taps.push(tapGradient(row, column));
    }
  }
  if (taps.length === 1) return [emit.reshape(taps[0], attributes.shape as Shape)];
  const stacked = emit.node('Concat', taps, { axis: 0 });
  const tapsLast = emit.node('Transpose', [stacked], { perm: [1, 2, 0] });
  return [emit.reshape(tapsLast, attributes.shape as Shape)];

  /** [1, O, C / group]: the gradient of the weights that look `row` and `column` pixels away. */
  function tapGradient(row: number, column: number): string {
    const shifted = isWhole(x.shape) ? xName : shift(row, column);
    if (group === 1) return sumOverBatch(product(dyName, shifted, outputs, inputs));
    const perGroup = outputs / group;
    const parts = Array.from({ length: group }, (_, index) =>
      sumOverBatch(
        product(
          channels(emit, dyName, index * perGroup, perGroup),
          channels(emit, shifted, index * inputs, inputs),
          perGroup,
          inputs,
        ),
      ),
    );
    return emit.node('Concat', parts, { axis: 1 });
  }

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

  function isWhole(shape: Shape): boolean {
    return kernelHeight * kernelWidth === 1 && padded === xName && shape[2] === rows && shape[3] === columns;
  }

  function product(left: string, right: string, leftChannels: number, rightChannels: number): string {
    const a = emit.reshape(left, [n, leftChannels, rows * columns]);
    const b = emit.reshape(right, [n, rightChannels, rows * columns]);
    return emit.node('FusedMatMul', [a, b], { transB: 1 }, MICROSOFT);
  }

  function sumOverBatch(products: string): string {
    return n === 1 ? products : emit.node('ReduceSum', [products, emit.int64([0])], { keepdims: 1 });
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
