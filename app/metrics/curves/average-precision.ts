import type { ThresholdCounts } from './threshold-counts.ts';

/** Calling every score >= threshold positive. */
export interface PrecisionRecallPoint {
  readonly threshold: number;
  /** Share of the called that is positive, 0..1. */
  readonly precision: number;
  /** Share of the positives that is called, 0..1. */
  readonly recall: number;
}

/** From the highest threshold down, so by growing recall. Null without positives. */
export function precisionRecallCurve({ positives, steps }: ThresholdCounts): PrecisionRecallPoint[] | null {
  if (positives === 0) return null;
  return steps.map(({ threshold, truePositives, falsePositives }) => ({
    threshold,
    precision: truePositives / (truePositives + falsePositives),
    recall: truePositives / positives,
  }));
}

/**
 * AP, 0..1: precision averaged over the positives, each at the threshold that first calls it; nothing is interpolated.
 * Null without positives.
 */
export function averagePrecision(counts: ThresholdCounts): number | null {
  const points = precisionRecallCurve(counts);
  if (points === null) return null;
  let sum = 0;
  let recallBefore = 0;
  for (const { precision, recall } of points) {
    sum += (recall - recallBefore) * precision;
    recallBefore = recall;
  }
  return sum;
}
