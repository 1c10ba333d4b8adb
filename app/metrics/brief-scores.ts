import type { BoundaryScores } from './boundaries/boundary-scores.ts';
import type { DetectionScores } from './instances/detection.ts';

/** The brief's three boundary-tolerant metrics (6.4) of one class under its names; null where they have no value. */
export interface BriefScores {
  readonly boundaryTolerantIou: number | null;
  readonly instanceDetectionRate: number | null;
  /** Mean distance from predicted boundaries to true ones, in the unit they were measured in. */
  readonly boundaryAccuracy: number | null;
}

/** @param tolerance which of the tolerances the boundaries were measured with, from 0 */
export function briefScores(
  { boundaryTolerantIou, boundaryAccuracy }: BoundaryScores,
  { instanceDetectionRate }: DetectionScores,
  tolerance: number,
): BriefScores {
  return { boundaryTolerantIou: boundaryTolerantIou[tolerance], instanceDetectionRate, boundaryAccuracy };
}
