import { geometry } from '../../../graph/ops/convolution.ts';
import type { Shape } from '../../../graph/tensor.ts';
import type { Emitter } from '../emitter.ts';
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
