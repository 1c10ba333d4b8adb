import type { ThresholdCounts } from './threshold-counts.ts';

/** Calling every score >= threshold positive. */
export interface RocPoint {
  readonly threshold: number;
  /** Share of the negatives called positive, 0..1. */
  readonly falsePositiveRate: number;
  /** Share of the positives called positive, 0..1. */
  readonly truePositiveRate: number;
}

/**
 * The receiver operating characteristic, from the threshold that calls nothing (Infinity) to the one that calls all.
 * Null without positives or without negatives.
 */
export function rocCurve({ positives, negatives, steps }: ThresholdCounts): RocPoint[] | null {
  if (positives === 0 || negatives === 0) return null;
  const points = steps.map(({ threshold, truePositives, falsePositives }) => ({
    threshold,
    falsePositiveRate: falsePositives / negatives,
    truePositiveRate: truePositives / positives,
  }));
  return [{ threshold: Infinity, falsePositiveRate: 0, truePositiveRate: 0 }, ...points];
}

/**
 * The area under it, 0..1: the chance that a positive scores above a negative, ties counted half.
 * Null without positives or without negatives.
 * Hanley and McNeil, "The Meaning and Use of the Area under a ROC Curve", Radiology 143, 1982.
 */
export function areaUnderRoc(counts: ThresholdCounts): number | null {
  const points = rocCurve(counts);
  if (points === null) return null;
  let area = 0;
  for (let i = 1; i < points.length; i++) {
    const width = points[i].falsePositiveRate - points[i - 1].falsePositiveRate;
    area += (width * (points[i].truePositiveRate + points[i - 1].truePositiveRate)) / 2;
  }
  return area;
}
