import { z } from 'zod';
import { DEFAULT_OPERATING_POINT } from '../metrics/operating-point.ts';
import { between, flag, group, integer, oneOf, positiveFraction } from './fields.ts';

/**
 * When a predicted instance counts (design.md section 5): it is a component of pixels with a probability of at least
 * low_threshold, and counts when at least min_area_px of them reach threshold.
 */
const operatingPoint = {
  low_threshold: positiveFraction(),
  threshold: positiveFraction(),
  min_area_px: integer(1),
};

const classOperatingPoint = group({
  low_threshold: operatingPoint.low_threshold.exactOptional(),
  threshold: operatingPoint.threshold.exactOptional(),
  min_area_px: operatingPoint.min_area_px.exactOptional(),
});

/** How a trained model is applied. */
export const inferenceSettings = group({
  /** Share of a tile's side that its neighbour covers too. */
  tile_overlap: between(0, 0.5).default(0.25),
  /**
   * Mirror images whose probabilities are averaged with the picture's own: `horizontal` adds left to right (twice the
   * time), `both` also upside down and both at once (four times).
   */
  flips: oneOf(['none', 'horizontal', 'both']).default('none'),
  operating_point: group({
    low_threshold: operatingPoint.low_threshold.default(DEFAULT_OPERATING_POINT.t0),
    threshold: operatingPoint.threshold.default(DEFAULT_OPERATING_POINT.t),
    min_area_px: operatingPoint.min_area_px.default(DEFAULT_OPERATING_POINT.minAreaPx),
    /** What differs for the classes named. */
    per_class: z.record(z.string(), classOperatingPoint, 'must be a group of class names').default({}),
    /**
     * Looks for better values on the validation pictures once training is done; those above are then what a class
     * keeps that they tell nothing about.
     */
    choose_on_validation: flag().default(false),
  }).prefault({}),
});
