import { gelu } from '../graph/ops/activation.ts';
import { add } from '../graph/ops/arithmetic.ts';
import { conv } from '../graph/ops/convolution.ts';
import { groupNormalization } from '../graph/ops/normalization.ts';
import { reshape } from '../graph/ops/shape.ts';
import type { Tensor, Variable } from '../graph/tensor.ts';
import { kaimingFanOut, ones, zeros } from './initialization.ts';
import type { Parameters } from './parameters.ts';

/** Convolution without bias, as before a normalization. x [N, I, H, W] to [N, outputs, H, W]. */
export function convolution(
  parameters: Parameters,
  name: string,
  x: Tensor,
  outputs: number,
  kernel: 1 | 3,
): Tensor {
  const weight = convolutionWeight(parameters, name, x.shape[1], outputs, kernel);
  return conv(x, weight, { padding: (kernel - 1) / 2 });
}

export function convolutionWeight(
  parameters: Parameters,
  name: string,
  inputs: number,
  outputs: number,
  kernel: 1 | 3,
): Variable {
  return parameters.declare(`${name}.weight`, [outputs, inputs, kernel, kernel], kaimingFanOut);
}

/** Adds one learned number a channel. */
export function bias(parameters: Parameters, name: string, x: Tensor): Tensor {
  const channels = x.shape[1];
  return add(x, reshape(parameters.declare(`${name}.bias`, [channels], zeros), [1, channels, 1, 1]));
}

/** @param most groups, see `groupCount` */
export function normalization(parameters: Parameters, name: string, x: Tensor, most: number): Tensor {
  const channels = x.shape[1];
  const scale = parameters.declare(`${name}.weight`, [channels], ones);
  const shift = parameters.declare(`${name}.bias`, [channels], zeros);
  return groupNormalization(x, scale, shift, groupCount(channels, most));
}

export function normalizedGelu(parameters: Parameters, name: string, x: Tensor, most: number): Tensor {
  return gelu(normalization(parameters, name, x, most));
}

/** The brief's number of groups (3.2), for the wide features of DINOv2. */
export const BRIEF_GROUPS = 32;

/** So many groups as asked for, or the largest number below that divides the channels (brief 3.2). */
export function groupCount(channels: number, most: number): number {
  let groups = Math.min(most, channels);
  while (channels % groups !== 0) groups--;
  return groups;
}
