import type { ClassComparison } from '../class-comparison.ts';
import type { PixelSize } from '../pixel-size.ts';
import { ratio } from '../ratio.ts';
import { contourElements } from './contour-elements.ts';
import {
  type DistanceDistribution,
  addDistributions,
  distributionOf,
  lengthWithin,
  meanDistance,
  quantile,
  totalLength,
} from './distance-distribution.ts';
import { indexSites, nearestSites } from './site-index.ts';

/** The contours of one class, and how far they are from each other; they add up over images. */
export interface ContourDistances {
  readonly predictedToTrue: DistanceDistribution;
  readonly trueToPredicted: DistanceDistribution;
}

/** In the pixel size's unit. */
export interface DistanceScores {
  /** Mean distance from the predicted boundary to the true one: the brief's Boundary Accuracy (6.4). */
  readonly boundaryAccuracy: number | null;
  /** Mean distance from the true boundary to the predicted one. */
  readonly trueToPredicted: number | null;
  /** 95 % Hausdorff distance: the larger of both directions' 95 % quantiles; null when infinite. */
  readonly hausdorff95: number | null;
  /** By tolerance: the share of both boundaries within it of the other. */
  readonly surfaceDice: readonly (number | null)[];
  /** Length of boundary in images where the other side has none; it has no mean distance. */
  readonly unmatchedLength: number;
}

/** Distances between both contours of a class, both ways. */
export function contourDistances(
  { frame, truth, prediction }: ClassComparison,
  pixel: PixelSize,
): ContourDistances {
  const labelled = contourElements(truth, frame.width, pixel);
  const predicted = contourElements(prediction, frame.width, pixel);
  const toTrue = nearestSites(predicted, indexSites(labelled), pixel).squared;
  const toPredicted = nearestSites(labelled, indexSites(predicted), pixel).squared;
  return {
    predictedToTrue: distributionOf(toTrue, predicted.lengths),
    trueToPredicted: distributionOf(toPredicted, labelled.lengths),
  };
}

export function addContourDistances(a: ContourDistances, b: ContourDistances): ContourDistances {
  return {
    predictedToTrue: addDistributions(a.predictedToTrue, b.predictedToTrue),
    trueToPredicted: addDistributions(a.trueToPredicted, b.trueToPredicted),
  };
}

/** As surface-distance defines them (Nikolov et al., JMIR 2021). */
export function distanceScores(
  { predictedToTrue, trueToPredicted }: ContourDistances,
  tolerances: readonly number[],
): DistanceScores {
  const both = addDistributions(predictedToTrue, trueToPredicted);
  const length = totalLength(both);
  const [there, back] = [quantile(predictedToTrue, 0.95), quantile(trueToPredicted, 0.95)];
  return {
    boundaryAccuracy: meanDistance(predictedToTrue),
    trueToPredicted: meanDistance(trueToPredicted),
    hausdorff95: there === null || back === null ? null : Math.max(there, back),
    surfaceDice: tolerances.map((tolerance) => ratio(lengthWithin(both, tolerance), length)),
    unmatchedLength: both.distances.at(-1) === Infinity ? (both.lengths.at(-1) ?? 0) : 0,
  };
}
