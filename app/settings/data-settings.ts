import { z } from 'zod';
import { augmentationSettings } from './augmentation-settings.ts';
import { between, flag, fraction, group, integer, oneOf, positiveFraction, range } from './fields.ts';

const inputRange = 'must be full or the keys low_percentile below high_percentile, both from 0 to 100';

/** What the network sees of the pictures (brief sections 7 and 8.2). */
export const dataSettings = group({
  /** Side in px of the square the network takes. */
  image_size: integer(14).default(518),
  train_split: positiveFraction().default(0.8),
  val_split: positiveFraction().default(0.1),
  test_split: fraction().default(0.1),
  /** `resize`: the whole picture is resized to image_size; `tiles`: squares of image_size at native resolution. */
  scale_mode: oneOf(['resize', 'tiles']).default('resize'),
  /** Bits that carry the gray values of a 16-bit file; `data`: found from the pictures. */
  significant_bits: z
    .union([z.literal('data'), integer(8, 16)], 'must be data or a whole number from 8 to 16')
    .default('data'),
  /** Gray values mapped to 0..1: all the significant bits can hold, or those between two percentiles (0..100). */
  input_range: z
    .union(
      [
        z.literal('full'),
        group({ low_percentile: between(0, 100), high_percentile: between(0, 100) }).refine(
          ({ low_percentile, high_percentile }) => low_percentile < high_percentile,
          inputRange,
        ),
      ],
      inputRange,
    )
    .default('full'),
  /** Pixels this near a contour count neither in the loss nor in the scores. */
  ignore_band_px: integer(0).default(0),
  sampling: group({
    /** Share of training samples that are a window around a defect, 0..1; the others show the whole picture. */
    defect_crop_probability: fraction().default(0),
    /**
     * Sides of such a window as shares of the picture's sides; the window is then resized to image_size, so 0.5
     * shows defects twice as large. With tiles see tile_scale.
     */
    crop_scale: range(positiveFraction()).default([1, 1]),
    /** Side of a training tile's window relative to image_size, to which it is resized: 2 shows it at half its size. */
    tile_scale: range(between(0.25, 4)).default([1, 1]),
    /** Draws pictures so that each class turns up equally often, instead of each picture. */
    class_balanced: flag().default(false),
  }).prefault({}),
  augmentation: augmentationSettings.prefault({}),
});
