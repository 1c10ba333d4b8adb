import { type SweepCounts, sweepScores } from './boundaries/tolerance-sweep.ts';
import { addClasses, emptyClass } from './class-partial.ts';
import { type ClassScores, classScores } from './class-scores.ts';
import { addConfusions, emptyConfusion } from './confusion.ts';
import type { Estimate, IndependentUnit } from './intervals/estimate.ts';
import { type RateEstimate, rateEstimate } from './intervals/rate-estimate.ts';
import { type OutcomeCounts, countOutcomes, partOutcomes } from './outcomes.ts';
import {
  accuracyByClass,
  defectDice,
  defectIou,
  diceByClass,
  foregroundIou,
  iouByClass,
  meanIou,
  meanOfPresent,
  pixelAccuracy,
} from './overlap.ts';
import { type PictureScores, pictureScores } from './picture-scores.ts';
import type { ScorePartial } from './score-partial.ts';
import { type ScoreSettings, chosenTolerance } from './score-settings.ts';
import {
  type DetectionRates,
  type Views,
  defectIouEstimate,
  detectionRates,
  partsOf,
  unitOf,
} from './set-intervals.ts';

type ByClass<T> = Readonly<Record<string, T>>;

/** Tolerance flatters thin defects, so the tolerant IoU always stands beside the strict one and the areas. */
export interface ToleranceScore {
  /** Null, as the strict IoU, when the class is in neither truth nor prediction. */
  readonly boundaryTolerantIou: number | null;
  readonly strictIou: number | null;
  /** |P| / |G|; null without truth. */
  readonly areaRatio: number | null;
}

/** Parts are independent of each other, so their rates have 95 % intervals; views of one part are not. */
export interface PartScores extends OutcomeCounts, PictureScores {
  /** Escapes among defective parts. */
  readonly escapeRate: RateEstimate;
  /** Overkill among good parts. */
  readonly overkillRate: RateEstimate;
  /** Unlocated among defective parts. */
  readonly unlocatedRate: RateEstimate;
}

export interface DefectScores extends ClassScores {
  readonly detectionRates: DetectionRates;
}

/** All classes of defects pooled: every score is a ratio of sums over them, but where it says mean. */
export interface OverallScores extends DefectScores {
  readonly meanAveragePrecision: number | null;
  readonly meanPanopticQuality: number | null;
}

/** The scores of a set of images; null where nothing of the kind was there to be scored. */
export interface Scores {
  readonly meanIou: number | null;
  readonly defectIou: number | null;
  readonly defectIouEstimate: Estimate;
  readonly defectDice: number | null;
  readonly foregroundIou: number | null;
  readonly pixelAccuracy: number | null;
  readonly iou: ByClass<number | null>;
  readonly dice: ByClass<number | null>;
  /** The share of a class's true pixels that are given it. */
  readonly accuracy: ByClass<number | null>;
  readonly tolerancePx: number;
  readonly boundaryTolerant: ByClass<ToleranceScore>;
  readonly images: OutcomeCounts & PictureScores;
  readonly parts: PartScores;
  /** Without background. */
  readonly classes: ByClass<DefectScores>;
  readonly overall: OverallScores;
}

/**
 * Scores a set from what its images add up to: every score is a ratio of sums over the set.
 * @param uniform a source of numbers in [0, 1), for the bootstrap intervals
 */
export function scoreSet(set: ScorePartial, settings: ScoreSettings, uniform: () => number): Scores {
  const { classNames, tolerancePx } = settings;
  const { images } = set;
  const parts = partsOf(images);
  const unit = unitOf(images);
  const confusion = images
    .map((image) => image.confusion)
    .reduce(addConfusions, emptyConfusion(classNames.length));
  const byName = <T>(values: readonly T[], names = classNames): Record<string, T> =>
    Object.fromEntries(names.map((name, i) => [name, values[i]]));
  const sweeps = [set.background, ...set.classes.map(({ boundaries }) => boundaries.sweep)];
  const classes = scoreClasses(set, settings, { parts, unit, uniform });
  return {
    meanIou: meanIou(confusion),
    defectIou: defectIou(confusion),
    defectIouEstimate: defectIouEstimate(parts, classNames.length, unit, uniform),
    defectDice: defectDice(confusion),
    foregroundIou: foregroundIou(confusion),
    pixelAccuracy: pixelAccuracy(confusion),
    iou: byName(iouByClass(confusion)),
    dice: byName(diceByClass(confusion)),
    accuracy: byName(accuracyByClass(confusion)),
    tolerancePx,
    boundaryTolerant: byName(sweeps.map((sweep) => toleranceScore(sweep, chosenTolerance(settings)))),
    images: {
      ...countOutcomes(images.map((image) => image.outcome)),
      ...pictureScores(images.map((image) => [image])),
    },
    parts: {
      ...scoreParts(countOutcomes(partOutcomes(images)), unit),
      ...pictureScores(parts),
    },
    classes: byName(classes, classNames.slice(1)),
    overall: scoreOverall(set, classes, settings, { parts, unit, uniform }),
  };
}

interface Sampling {
  readonly parts: readonly Views[];
  readonly unit: IndependentUnit;
  readonly uniform: () => number;
}

function scoreClasses(
  { classes, extent }: ScorePartial,
  settings: ScoreSettings,
  sampling: Sampling,
): DefectScores[] {
  return classes.map((partial, index) => {
    const bins = partial.instances.detection.truths.length;
    return {
      ...classScores(partial, extent, settings),
      detectionRates: detectionRates(sampling.parts, [index], bins, sampling.unit, sampling.uniform),
    };
  });
}

function scoreOverall(
  { classes, extent }: ScorePartial,
  scores: readonly DefectScores[],
  settings: ScoreSettings,
  { parts, unit, uniform }: Sampling,
): OverallScores {
  const pooled = classes.reduce(addClasses, emptyClass(settings));
  const bins = pooled.instances.detection.truths.length;
  return {
    ...classScores(pooled, extent, settings),
    detectionRates: detectionRates(parts, [...classes.keys()], bins, unit, uniform),
    meanAveragePrecision: meanOfPresent(scores.map(({ instances }) => instances.averagePrecision)),
    meanPanopticQuality: meanOfPresent(scores.map(({ instances }) => instances.panopticQuality)),
  };
}

function toleranceScore(counts: SweepCounts, tolerance: number): ToleranceScore {
  const { boundaryTolerantIou, strictIou, areaRatio } = sweepScores(counts);
  return { boundaryTolerantIou: boundaryTolerantIou[tolerance], strictIou, areaRatio };
}

function scoreParts(
  counts: OutcomeCounts,
  unit: IndependentUnit,
): OutcomeCounts & Pick<PartScores, 'escapeRate' | 'overkillRate' | 'unlocatedRate'> {
  return {
    ...counts,
    escapeRate: rateEstimate(counts.escapes, counts.defective, { unit }),
    overkillRate: rateEstimate(counts.overkill, counts.good, { unit }),
    unlocatedRate: rateEstimate(counts.unlocated, counts.defective, { unit }),
  };
}
