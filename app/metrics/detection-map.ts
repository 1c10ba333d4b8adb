import type { Overlap } from './overlaps.ts';
import { bestOf, countingMap } from './instance-histogram.ts';

/** Found defects and false calls of one class at every operating point (t, A), `[thresholds, areas]`; they add up. */
export interface DetectionMap {
  readonly truths: number;
  /** True instances that share a pixel with an instance that counts. */
  readonly found: readonly number[];
  /** Instances that count and share a pixel with no true one. */
  readonly falseCalls: readonly number[];
}

/**
 * The whole map from one histogram per instance of p >= t0.
 * @param truths how many true instances there are
 * @param overlaps of true instances with those of p >= t0
 * @param histograms of the instances of p >= t0, over `thresholds`
 * @param thresholds ascending
 * @param areas px, ascending, at least 1
 */
export function detectionMap(
  truths: number,
  overlaps: readonly Overlap[],
  histograms: readonly Int32Array[],
  thresholds: readonly number[],
  areas: readonly number[],
): DetectionMap {
  const byTruth = Map.groupBy(overlaps, ({ truth }) => truth);
  const touching = new Set(overlaps.map(({ prediction }) => prediction));
  const touched = [...byTruth.values()].map((pairs) =>
    bestOf(
      pairs.map(({ prediction }) => histograms[prediction]),
      thresholds,
    ),
  );
  return {
    truths,
    found: countingMap(touched, thresholds, areas),
    falseCalls: countingMap(
      histograms.filter((_, prediction) => !touching.has(prediction)),
      thresholds,
      areas,
    ),
  };
}
