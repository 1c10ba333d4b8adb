import { z } from 'zod';
import { flag, group, integer, nonNegative, oneOf, positive, positiveFraction } from './fields.ts';

const firstCycle = 'must be third, all or a whole number of at least 1';
const weights = 'must be default, data or a list of at least two numbers above 0';

/** How the network learns (brief sections 5 and 8.2). */
export const optimisationSettings = group({
  batch_size: integer(1).default(8),
  num_epochs: integer(1).default(200),
  learning_rate: positive().default(1e-5),
  weight_decay: nonNegative().default(0.01),
  warmup_epochs: integer(0).default(20),
  /** Each stage of the encoder learns at this share of the rate of the one above it; the decoder at the full rate. */
  layer_decay: positiveFraction().default(1),
  /** Largest norm of the gradient of all parameters together. */
  gradient_clip: positive().default(1),
  accumulation_steps: integer(1).default(1),
  /** Mixed precision where the engine has it. */
  amp: flag().default(true),
  gradient_checkpointing: flag().default(false),
  seed: integer(0).default(0),
  /** Batches an epoch; `data`: as many as show every training picture once. */
  steps_per_epoch: z
    .union([z.literal('data'), integer(1)], 'must be data or a whole number of at least 1')
    .default('data'),
  scheduler: group({
    /** First cosine cycle in epochs: `third` of num_epochs, or `all` epochs after the warm-up. */
    t_0: z.union([z.enum(['third', 'all']), integer(1)], firstCycle).default('third'),
    /** Each cycle is this many times as long as the one before. */
    t_mult: integer(1).default(2),
    /** Learning rate at the end of a cycle. */
    eta_min: nonNegative().default(1e-6),
  }).prefault({}),
  /** Watches the validation IoU (brief 5.5), once the warm-up is over. */
  early_stopping: group({
    enabled: flag().default(true),
    patience: integer(1).default(5),
    min_delta: nonNegative().default(0.001),
  }).prefault({}),
  validate_every_epochs: integer(1).default(1),
  /** Validation pictures whose truth and prediction each validation hands out to be looked at. */
  validation_samples: integer(0).default(3),
});

/** What it learns from (brief section 4). */
export const lossSettings = group({
  dice_weight: nonNegative().default(0.5),
  /** Of the Dice loss of any defect against background, averaged over pictures: not in the brief. */
  foreground_weight: nonNegative().default(0),
  focal_weight: nonNegative().default(0.5),
  focal_alpha: positive().default(0.25),
  focal_gamma: nonNegative().default(2),
  /**
   * Of the Focal loss. `data`: from how often each class occurs; `default`: the brief's [0.3, 3.0, 1.5, 1.5] for
   * its four classes Background, Dust, Rundown and Scratch (in any case), `data` for all others.
   */
  class_weights: z
    .union([z.enum(['default', 'data']), z.array(positive()).min(2).max(255)], weights)
    .default('default'),
  dice_smooth: positive().default(1e-6),
  /** Classes the Dice loss is averaged over: all, or those present in the batch. */
  dice_classes: oneOf(['all', 'present']).default('all'),
});
