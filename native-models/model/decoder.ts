import { add } from '../graph/ops/arithmetic.ts';
import { conv } from '../graph/ops/convolution.ts';
import { resize } from '../graph/ops/resize.ts';
import { slice } from '../graph/ops/shape.ts';
import type { Tensor } from '../graph/tensor.ts';
import type { Dropout } from './dropout.ts';
import { bias, convolution, convolutionWeight, normalizedGelu } from './layers.ts';
import type { Parameters } from './parameters.ts';

/** What an encoder hands to the decoder: three maps [N, C, H, W], from local detail to whole-picture meaning. */
export interface Features {
  readonly shallow: Tensor;
  readonly mid: Tensor;
  readonly deep: Tensor;
}

export interface DecoderOptions {
  /** Channels after stages 1, 2 and 3, and 4 where it differs from stage 3 (brief 8.2). */
  readonly channels: readonly number[];
  readonly classes: number;
  /** Most groups of a normalization (brief 3.2: 32). */
  readonly groups: number;
  /** Height and width of the logits, px. */
  readonly outputSize: readonly [number, number];
  readonly dropout: Dropout;
}

/** The multi-scale decoder of brief section 3: features to logits [N, classes, height, width]. */
export function decode(parameters: Parameters, features: Features, options: DecoderOptions): Tensor {
  const [first, second, third, fourth = third] = options.channels;
  const stage = (index: number, x: Tensor, skip: Tensor | null, outputs: number): Tensor =>
    convBlock(parameters, `decoder.stages.${index}`, x, skip, outputs, options);
  let x = double(stage(0, features.deep, null, first));
  x = double(stage(1, x, features.mid, second));
  x = double(stage(2, x, features.shallow, third));
  x = stage(3, x, null, fourth);
  return resize(double(head(parameters, x, options.classes)), options.outputSize);
}

/**
 * 1x1, normalization, GELU, 3x3, normalization, GELU, dropout (brief 3.2), over x and, where given, the skip
 * beside it.
 *
 * [Note: the 1x1 convolution before the resizing] A 1x1 convolution of concat(x, resize(skip)) is one of x plus
 * the resized one of the skip, since both are linear and act on different axes. The skip is smaller, so this saves
 * work and gives the same numbers. The weight stays the one of the brief's layer. For the same reason the head
 * comes before the last doubling: bilinear weights sum to 1, so the bias passes through.
 */
function convBlock(
  parameters: Parameters,
  name: string,
  x: Tensor,
  skip: Tensor | null,
  outputs: number,
  { groups, dropout }: DecoderOptions,
): Tensor {
  const projected = skip === null ? convolution(parameters, `${name}.conv1`, x, outputs, 1) : fuse(x, skip);
  const mixed = convolution(
    parameters,
    `${name}.conv2`,
    normalizedGelu(parameters, `${name}.norm1`, projected, groups),
    outputs,
    3,
  );
  return dropout(normalizedGelu(parameters, `${name}.norm2`, mixed, groups));

  function fuse(x: Tensor, skip: Tensor): Tensor {
    const [ofX, ofSkip] = [x.shape[1], skip.shape[1]];
    const weight = convolutionWeight(parameters, `${name}.conv1`, ofX + ofSkip, outputs, 1);
    const fromX = conv(x, slice(weight, [1], [0], [ofX]));
    const fromSkip = conv(skip, slice(weight, [1], [ofX], [ofX + ofSkip]));
    return add(fromX, resize(fromSkip, [x.shape[2], x.shape[3]]));
  }
}

function head(parameters: Parameters, x: Tensor, classes: number): Tensor {
  return bias(parameters, 'decoder.head', convolution(parameters, 'decoder.head', x, classes, 1));
}

function double(x: Tensor): Tensor {
  return resize(x, [2 * x.shape[2], 2 * x.shape[3]]);
}
