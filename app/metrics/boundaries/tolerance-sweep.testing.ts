// For tests only: the pixels of one class that agree within one tolerance.
import type { LabelMap } from '../../mask/label-map.ts';
import { compareClasses } from '../class-comparison.ts';
import { IN_PX } from '../pixel-size.ts';
import { backgroundSweepCounts } from './background-sweep.ts';
import { measureBoundaries } from './boundary-scores.ts';
import { type SweepCounts, noSweep } from './tolerance-sweep.ts';

/** px; the intersection holds what agrees within the tolerance. */
export interface ToleranceCounts {
  readonly intersection: number;
  readonly union: number;
  readonly predictedArea: number;
  readonly trueArea: number;
}

export function toleranceCounts(
  truth: LabelMap,
  prediction: LabelMap,
  classId: number,
  tolerancePx: number,
): ToleranceCounts {
  const sweep = sweepOf(truth, prediction, classId, tolerancePx);
  const { overlap, predictedArea, trueArea, agreed } = sweep;
  return { intersection: agreed[0], union: predictedArea + trueArea - overlap, predictedArea, trueArea };
}

export function sweepOf(
  truth: LabelMap,
  prediction: LabelMap,
  classId: number,
  tolerancePx: number,
): SweepCounts {
  const tolerances = [tolerancePx];
  if (classId === 0) return backgroundSweepCounts(truth, prediction, tolerances, IN_PX);
  const comparison = compareClasses(truth, prediction).find((candidate) => candidate.classId === classId);
  if (comparison === undefined) return noSweep(tolerances);
  return measureBoundaries(comparison, { tolerances, bandPx: 1 }).sweep;
}
