import { z } from 'zod';
import { between, group, integer, positiveFraction } from './fields.ts';

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
  operating_point: group({
    low_threshold: operatingPoint.low_threshold.default(0.3),
    threshold: operatingPoint.threshold.default(0.5),
    min_area_px: operatingPoint.min_area_px.default(1),
    /** What differs for the classes named. */
    per_class: z.record(z.string(), classOperatingPoint, 'must be a group of class names').default({}),
  }).prefault({}),
});
