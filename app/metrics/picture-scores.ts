import { averagePrecision } from './curves/average-precision.ts';
import { type RocPoint, areaUnderRoc, rocCurve } from './curves/roc.ts';
import { thresholdCounts } from './curves/threshold-counts.ts';
import type { Views } from './set-intervals.ts';

/** How well the score of a picture, or the highest of a part's, tells defective from good. */
export interface PictureScores {
  /** Null without defective or without good ones. */
  readonly auroc: number | null;
  /** Null without defective ones. */
  readonly averagePrecision: number | null;
  /** Null without defective or without good ones. */
  readonly roc: readonly RocPoint[] | null;
}

/** @param units the pictures of each part, or each picture alone */
export function pictureScores(units: readonly Views[]): PictureScores {
  const counts = thresholdCounts(
    units.map((views) => ({
      score: Math.max(...views.map(({ score }) => score)),
      positive: views.some(({ outcome }) => outcome.defective),
    })),
  );
  return {
    auroc: areaUnderRoc(counts),
    averagePrecision: averagePrecision(counts),
    roc: rocCurve(counts),
  };
}
