import { thresholdCounts } from '../curves/threshold-counts.ts';
import type { RankedDetections } from './ranked-detections.ts';

/** False calls per image at which sensitivity is read (Setio et al., Medical Image Analysis 42, 2017). */
export const FROC_FALSE_CALLS: readonly number[] = [1 / 8, 1 / 4, 1 / 2, 1, 2, 4, 8];

/** Free-response operating characteristic of one class; null without true instances or images. */
export interface Froc {
  /** The share of true instances hit at the lowest threshold with no more false calls per image than asked for. */
  readonly sensitivity: readonly (number | null)[];
  /** Their mean. */
  readonly mean: number | null;
}

/** @param images how many, with and without defects */
export function froc(
  { detections, truths }: RankedDetections,
  images: number,
  falseCallsPerImage: readonly number[] = FROC_FALSE_CALLS,
): Froc {
  if (truths === 0 || images === 0) return { sensitivity: falseCallsPerImage.map(() => null), mean: null };
  const { steps } = thresholdCounts(detections);
  const sensitivity = falseCallsPerImage.map((allowed) => {
    const step = steps.findLast(({ falsePositives }) => falsePositives / images <= allowed);
    return (step?.truePositives ?? 0) / truths;
  });
  return { sensitivity, mean: sensitivity.reduce((sum, share) => sum + share, 0) / sensitivity.length };
}
