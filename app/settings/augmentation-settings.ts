import { z } from 'zod';
import { fraction, group, integer, nonNegative, positive, range } from './fields.ts';

const kernel = 'must be a list of two odd numbers of pixels from 3 up, the lower one first';

/**
 * The augmentation table of brief section 7. Parameters mean what they mean in Albumentations 2.0.8; those the
 * brief leaves open have that version's defaults, written out so that they stay.
 */
export const augmentationSettings = group({
  horizontal_flip: group({ probability: fraction().default(0.5) }).prefault({}),
  vertical_flip: group({ probability: fraction().default(0.3) }).prefault({}),
  /** Swaps rows and columns; not in the brief, so off. */
  transpose: group({ probability: fraction().default(0) }).prefault({}),
  rotation: group({
    probability: fraction().default(0.5),
    /** The angle is drawn from plus or minus this many degrees. */
    limit_degrees: nonNegative().default(15),
  }).prefault({}),
  brightness_contrast: group({
    probability: fraction().default(0.5),
    brightness_limit: fraction().default(0.2),
    contrast_limit: fraction().default(0.2),
  }).prefault({}),
  gaussian_blur: group({
    probability: fraction().default(0.3),
    /** Side of the kernel in px. */
    kernel: range(integer(3))
      .refine((sides) => sides.every((side) => side % 2 === 1), kernel)
      .default([3, 7]),
    /** Standard deviation of the kernel in px. */
    sigma: range(positive()).default([0.5, 3]),
  }).prefault({}),
  coarse_dropout: group({
    probability: fraction().default(0.3),
    holes: range(integer(1)).default([1, 8]),
    /** Share of the picture's height, 0..1. */
    hole_height: range(fraction()).default([0.1, 0.2]),
    /** Share of the picture's width, 0..1. */
    hole_width: range(fraction()).default([0.1, 0.2]),
  }).prefault({}),
  elastic: group({
    probability: fraction().default(0.3),
    /** Strength of the displacement. */
    alpha: nonNegative().default(1),
    /** Smoothness of the displacement in px. */
    sigma: positive().default(50),
  }).prefault({}),
  clahe: group({
    probability: fraction().default(0.3),
    /** Upper end of the drawn contrast limit; the lower end is 1. */
    clip_limit: z
      .number('must be a number of at least 1')
      .min(1, 'must be a number of at least 1')
      .default(2),
    /** Tiles a side. */
    tile_grid: integer(1).default(8),
  }).prefault({}),
});
