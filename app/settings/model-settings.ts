import { z } from 'zod';
import { flag, group, integer, oneOf } from './fields.ts';

const layers = 'must be a list of three encoder blocks from 0 to 11, in rising order';
const channels = 'must be a list of three or four numbers of channels';
const names = 'must be data or a list of different names, background first';

/** The network (brief sections 1 to 3 and 8.2). */
export const modelSettings = group({
  encoder: oneOf(['compact', 'dinov2_vitb14']).default('dinov2_vitb14'),
  /** Weights to start from: those that come with Blemish where the encoder has some, or random numbers. */
  initial_weights: oneOf(['pretrained', 'random']).default('pretrained'),
  /** The brief says frozen in section 1 and not frozen in 8.2: frozen. */
  encoder_frozen: flag().default(true),
  /** DINOv2 blocks whose outputs the decoder takes: shallow, middle, deep. */
  skip_layers: z
    .tuple([integer(0, 11), integer(0, 11), integer(0, 11)], layers)
    .refine(([shallow, middle, deep]) => shallow < middle && middle < deep, layers)
    .default([3, 7, 11]),
  /** Channels after the decoder's stages 1, 2, 3, and 4 where it differs from stage 3. */
  decoder_channels: z.array(integer(1), channels).min(3, channels).max(4, channels).default([256, 128, 64]),
  /** Background included; `data`: as many as the label maps hold. */
  num_classes: z
    .union([z.literal('data'), integer(2, 255)], 'must be data or a whole number from 2 to 255')
    .default('data'),
  input_channels: z
    .union([z.literal('data'), integer(1, 6)], 'must be data or a whole number from 1 to 6')
    .default('data'),
  /** Names of the classes 0 to num_classes - 1. */
  class_names: z
    .union([z.literal('data'), z.array(z.string().min(1)).min(2).max(255).refine(allDifferent, names)], names)
    .default('data'),
});

function allDifferent(values: readonly string[]): boolean {
  return new Set(values).size === values.length;
}
