import { BlemishError } from '../domain/errors.ts';
import { type SweepCounts, sweepScores } from './boundaries/tolerance-sweep.ts';
import { addClasses, emptyClass } from './class-partial.ts';
import { type ClassScores, classScores } from './class-scores.ts';
import { addConfusions, emptyConfusion } from './confusion.ts';
import type { Sampling } from './intervals/clustered-rate.ts';
import type { Estimate } from './intervals/estimate.ts';
import { type OutcomeCounts, countOutcomes } from './outcomes.ts';
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
import { type PartDecisions, type PartScores, partDecisions, partScores } from './part-scores.ts';
import { type PictureScores, pictureScores } from './picture-scores.ts';
import type { ImageCounts, ScorePartial } from './score-partial.ts';
import { type ScoreSettings, chosenTolerance } from './score-settings.ts';
import {
  type Clusters,
  type DetectionRates,
  clustersOf,
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
  readonly parts: PartScores & PictureScores;
  /** Images and parts by acceptance rule; empty without rules. */
  readonly rules: ByClass<{ readonly images: OutcomeCounts; readonly parts: PartScores }>;
  readonly decisions: PartDecisions;
  /** Without background. */
  readonly classes: ByClass<DefectScores>;
  readonly overall: OverallScores;
}

/**
 * Scores a set from what its images add up to: every score is a ratio of sums over the set, whatever order they came
 * in. Throws when an image was counted twice.
 * @param uniform a source of numbers in [0, 1), for the bootstrap intervals
 */
export function scoreSet(set: ScorePartial, settings: ScoreSettings, uniform: () => number): Scores {
  const { classNames, tolerancePx } = settings;
  const images = inOrder(set.images);
  const parts = partsOf(images);
  const clusters = clustersOf(parts);
  const sampling: Sampling = {
    unit: unitOf(images),
    uniform,
    ...(settings.rateMethod === undefined ? {} : { method: settings.rateMethod }),
  };
  const confusion = images
    .map((image) => image.confusion)
    .reduce(addConfusions, emptyConfusion(classNames.length));
  const byName = <T>(values: readonly T[], names = classNames): Record<string, T> =>
    Object.fromEntries(names.map((name, i) => [name, values[i]]));
  const sweeps = [set.background, ...set.classes.map(({ boundaries }) => boundaries.sweep)];
  const classes = scoreClasses(set, settings, clusters, sampling);
  const rules = settings.acceptance?.rules ?? [];
  return {
    meanIou: meanIou(confusion),
    defectIou: defectIou(confusion),
    defectIouEstimate: defectIouEstimate(clusters, classNames.length, sampling),
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
    parts: { ...partScores(clusters, ({ outcome }) => outcome, sampling), ...pictureScores(parts) },
    rules: byName(
      rules.map((_, rule) => ({
        images: countOutcomes(images.map(({ byRule }) => byRule[rule])),
        parts: partScores(clusters, ({ byRule }) => byRule[rule], sampling),
      })),
      rules.map(({ name }) => name),
    ),
    decisions: partDecisions(clusters, settings, sampling),
    classes: byName(classes, classNames.slice(1)),
    overall: scoreOverall(set, classes, settings, clusters, sampling),
  };
}

/** By name, so that the bootstrap draws alike in whatever order images were counted. */
function inOrder(images: readonly ImageCounts[]): ImageCounts[] {
  const sorted = images.toSorted((a, b) => (a.image < b.image ? -1 : 1));
  const twice = sorted.find(({ image }, i) => sorted[i + 1]?.image === image);
  if (twice === undefined) return sorted;
  throw new BlemishError('input', {
    subject: twice.image,
    problem: 'this image was counted twice',
    remedy: 'Count each image once, and replace what it counted when it changes',
  });
}

function scoreClasses(
  { classes, extent }: ScorePartial,
  settings: ScoreSettings,
  clusters: Clusters,
  sampling: Sampling,
): DefectScores[] {
  return classes.map((partial, index) => {
    const bins = partial.instances.detection.truths.length;
    return {
      ...classScores(partial, extent, settings),
      detectionRates: detectionRates(clusters, [index], bins, sampling),
    };
  });
}

function scoreOverall(
  { classes, extent }: ScorePartial,
  scores: readonly DefectScores[],
  settings: ScoreSettings,
  clusters: Clusters,
  sampling: Sampling,
): OverallScores {
  const pooled = classes.reduce(addClasses, emptyClass(settings));
  const bins = pooled.instances.detection.truths.length;
  return {
    ...classScores(pooled, extent, settings),
    detectionRates: detectionRates(clusters, [...classes.keys()], bins, sampling),
    meanAveragePrecision: meanOfPresent(scores.map(({ instances }) => instances.averagePrecision)),
    meanPanopticQuality: meanOfPresent(scores.map(({ instances }) => instances.panopticQuality)),
  };
}

function toleranceScore(counts: SweepCounts, tolerance: number): ToleranceScore {
  const { boundaryTolerantIou, strictIou, areaRatio } = sweepScores(counts);
  return { boundaryTolerantIou: boundaryTolerantIou[tolerance], strictIou, areaRatio };
}
