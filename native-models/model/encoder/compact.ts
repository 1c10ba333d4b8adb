import { relu } from '../../graph/ops/activation.ts';
import { add } from '../../graph/ops/arithmetic.ts';
import { conv } from '../../graph/ops/convolution.ts';
import { resize } from '../../graph/ops/resize.ts';
import { spaceToDepth } from '../../graph/ops/shape.ts';
import type { Tensor } from '../../graph/tensor.ts';
import type { Features } from '../decoder.ts';
import { zeros } from '../initialization.ts';
import { convolution, normalization } from '../layers.ts';
import type { Parameters } from '../parameters.ts';

/** Channels at stride 2, where edges and fine lines are told from noise; nothing else works at this size. */
const STEM_CHANNELS = 24;
/** Channels at strides 4, 8, 16 and, for context, 32. */
const CHANNELS = [48, 96, 192, 160] as const;
/** Residual blocks at the same strides. */
const BLOCKS = [1, 2, 3, 2] as const;
/** Channels inside a block, relative to those outside. */
const EXPANSION = 2;

/**
 * Groups of a normalization, in the decoder too. With 32 a group of these few channels would be a channel or two, and
 * what normalizes each channel by itself cannot tell a clean picture's noise from a defect.
 */
export const COMPACT_GROUPS = 8;

/**
 * A small convolutional encoder for machines without DINOv2 weights: picture [N, C, H, W] to features at strides
 * 4, 8 and 16. Its work lies in 1x1 convolutions over patches folded into channels, which are plain matrix
 * products, and in 3x3 convolutions where the maps are small, but for the narrow one of the stem
 * (docs/decisions/compact-stem.md).
 */
export function encodeCompact(parameters: Parameters, picture: Tensor): Features {
  const shallow = blocks(parameters, 0, stem(parameters, picture));
  const mid = blocks(parameters, 1, downsample(parameters, 1, shallow));
  const deep = blocks(parameters, 2, downsample(parameters, 2, mid));
  return { shallow, mid, deep: add(deep, context(parameters, deep)) };
}

/** Stages below the decoder: 1 at stride 16 with the context, 2 at stride 8, 3 at stride 4 with the stem. */
export function compactDepth(parameterName: string): number {
  if (parameterName.startsWith('encoder.context.')) return 1;
  const stage = /^encoder\.stages\.(\d+)\./.exec(parameterName)?.[1] ?? '0';
  return Math.max(1, 3 - Number(stage));
}

/** Picture to features at stride 4, by way of stride 2. */
function stem(parameters: Parameters, picture: Tensor): Tensor {
  const fine = convolution(parameters, 'encoder.stem.conv', spaceToDepth(picture, 2), STEM_CHANNELS, 3);
  const edges = relu(normalization(parameters, 'encoder.stem.norm', fine, COMPACT_GROUPS));
  const folded = convolution(parameters, 'encoder.stem.fold.conv', spaceToDepth(edges, 2), CHANNELS[0], 1);
  return relu(normalization(parameters, 'encoder.stem.fold.norm', folded, COMPACT_GROUPS));
}

/**
 * What the surroundings say, added to the deepest features: at stride 32 two blocks see most of a picture for a
 * fraction of the cost, which tells a large uneven area from the surface around it. Its projection starts at zero, so
 * that weights made without it stay as good as they were.
 */
function context(parameters: Parameters, deep: Tensor): Tensor {
  const [, channels, height, width] = deep.shape;
  const around = blocks(parameters, 3, downsample(parameters, 3, deep));
  const weight = parameters.declare('encoder.context.project.weight', [channels, CHANNELS[3], 1, 1], zeros);
  return resize(conv(around, weight), [height, width]);
}

/** Folds 2x2 patches into channels and projects them: half the height and width. */
function downsample(parameters: Parameters, stage: number, x: Tensor): Tensor {
  const name = `encoder.stages.${stage}.downsample`;
  const projected = convolution(parameters, `${name}.conv`, spaceToDepth(x, 2), CHANNELS[stage], 1);
  return normalization(parameters, `${name}.norm`, projected, COMPACT_GROUPS);
}

function blocks(parameters: Parameters, stage: number, x: Tensor): Tensor {
  for (let index = 0; index < BLOCKS[stage]; index++) {
    x = add(x, branch(parameters, `encoder.stages.${stage}.blocks.${index}`, x));
  }
  return x;
}

/** Looks around (3x3), normalizes, widens, bends, narrows: what a block adds to its input. */
function branch(parameters: Parameters, name: string, x: Tensor): Tensor {
  const channels = x.shape[1];
  const local = normalization(
    parameters,
    `${name}.norm`,
    convolution(parameters, `${name}.conv`, x, channels, 3),
    COMPACT_GROUPS,
  );
  const wide = relu(convolution(parameters, `${name}.expand`, local, EXPANSION * channels, 1));
  return convolution(parameters, `${name}.project`, wide, channels, 1);
}
