import { clusterBootstrap } from '../intervals/cluster-bootstrap.ts';
import type { Estimate, IndependentUnit } from '../intervals/estimate.ts';
import { pointOf } from '../operating-point.ts';
import { ratio } from '../ratio.ts';
import type { ImageCounts, ScorePartial } from '../score-partial.ts';
import type { ScoreSettings } from '../score-settings.ts';
import { clustersOf, partsOf, unitOf } from '../set-intervals.ts';
import { type NoRiskControl, type RiskControl, controlMissedDefects } from './conformal-risk.ts';

/** What became of a guarantee in the set that is scored, which it was not made from. */
export interface ObservedRisk {
  /** The mean share of a part's or lot's defects that the threshold misses. */
  readonly missed: Estimate;
  /** What the threshold costs: instances that match no defect. */
  readonly falseCallsPerImage: number | null;
}

/** Null where there is no threshold to observe. */
export type Guarantee = (RiskControl | NoRiskControl) & { readonly observed: ObservedRisk | null };

export interface Guarantees {
  readonly classes: Readonly<Record<string, Guarantee>>;
  /** One threshold for all classes; a defect is found by an instance of any. */
  readonly overall: Guarantee;
}

/**
 * Thresholds that miss at most a share alpha of the defects on average, for each class and for all together.
 * @param calibration a set that is used for nothing else
 * @param scored the set that is reported on
 * @param uniform a source of numbers in [0, 1), for the bootstrap intervals
 */
export function missedDefectGuarantees(
  calibration: ScorePartial,
  scored: ScorePartial,
  alpha: number,
  settings: ScoreSettings,
  uniform: () => number,
): Guarantees {
  const classIds = settings.classNames.slice(1).map((_, index) => index + 1);
  const lowest = classIds.map((classId) => pointOf(classId, settings).t0);
  const guarantee = (
    scoresOf: ScoresOf,
    lowestThreshold: number,
    classIndices: readonly number[],
  ): Guarantee => {
    const unit = unitOf(calibration.images);
    const units = unitsOf(calibration.images, scoresOf);
    const control = controlMissedDefects(units, { alpha, unit, lowestThreshold });
    if (control.status === 'refused') return { ...control, observed: null };
    return { ...control, observed: observe(scored, scoresOf, control.threshold, classIndices, uniform) };
  };
  const classes = classIds.map((classId, index) => [
    settings.classNames[classId],
    guarantee(({ defects }) => defects.byClass[index], lowest[index], [index]),
  ]);
  return {
    classes: Object.fromEntries(classes) as Record<string, Guarantee>,
    overall: guarantee(({ defects }) => defects.any, Math.min(...lowest), [...classIds.keys()]),
  };
}

type ScoresOf = (image: ImageCounts) => readonly number[];

/** The scores of the defects of each lot or part. */
function unitsOf(images: readonly ImageCounts[], scoresOf: ScoresOf): number[][] {
  return clustersOf(partsOf(images)).map((parts) => parts.flat().flatMap(scoresOf));
}

function observe(
  { images, classes }: ScorePartial,
  scoresOf: ScoresOf,
  threshold: number,
  classIndices: readonly number[],
  uniform: () => number,
): ObservedRisk {
  const unit: IndependentUnit = unitOf(images);
  const losses = unitsOf(images, scoresOf)
    .filter((scores) => scores.length > 0)
    .map((scores) => [scores.filter((score) => score < threshold).length / scores.length]);
  const falseCalls = classIndices
    .flatMap((index) => classes[index].ranked.detections)
    .filter(({ score, positive }) => score >= threshold && !positive).length;
  return {
    missed: clusterBootstrap(losses, mean, { unit, uniform }),
    falseCallsPerImage: ratio(falseCalls, images.length),
  };
}

function mean(values: readonly number[]): number | null {
  return ratio(
    values.reduce((sum, value) => sum + value, 0),
    values.length,
  );
}
