import type { PixelSize } from '../pixel-size.ts';
import { harmonicMean, ratios } from '../ratio.ts';
import type { Points } from './points.ts';
import { indexSites, nearestSites } from './site-index.ts';
import { ToleranceHistogram } from './tolerances.ts';

/** Boundary pixels of one class; lists are by tolerance. They add up over images. */
export interface BoundaryCounts {
  readonly predicted: number;
  readonly labelled: number;
  /** Predicted ones within the tolerance of a true one. */
  readonly predictedWithin: readonly number[];
  /** True ones within the tolerance of a predicted one. */
  readonly labelledWithin: readonly number[];
}

/** By tolerance. */
export interface BoundaryAgreement {
  /** Null without a predicted boundary. */
  readonly precision: readonly (number | null)[];
  /** Null without a true boundary. */
  readonly recall: readonly (number | null)[];
  /** Harmonic mean of both; null when either is. */
  readonly f: readonly (number | null)[];
}

/** Boundary precision and recall: the shares of boundary pixels within each tolerance of the other boundary. */
export function boundaryCounts(
  labelled: Points,
  predicted: Points,
  tolerances: readonly number[],
  pixel: PixelSize,
): BoundaryCounts {
  return {
    predicted: predicted.xs.length,
    labelled: labelled.xs.length,
    predictedWithin: within(predicted, labelled, tolerances, pixel),
    labelledWithin: within(labelled, predicted, tolerances, pixel),
  };
}

/** Csurka et al., "What is a good evaluation measure for semantic segmentation?", BMVC 2013. */
export function boundaryAgreement(counts: BoundaryCounts): BoundaryAgreement {
  const precision = ratios(counts.predictedWithin, counts.predicted);
  const recall = ratios(counts.labelledWithin, counts.labelled);
  return { precision, recall, f: precision.map((share, i) => harmonicMean(share, recall[i])) };
}

/** By tolerance: the points within it of a site. */
export function within(
  points: Points,
  sites: Points,
  tolerances: readonly number[],
  pixel: PixelSize,
): number[] {
  const histogram = new ToleranceHistogram(tolerances);
  const reach = tolerances[tolerances.length - 1] * (1 + 1e-6);
  for (const squared of nearestSites(points, indexSites(sites), pixel, reach).squared) {
    histogram.add(Math.sqrt(squared));
  }
  return histogram.within();
}
