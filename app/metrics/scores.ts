import type { LabelMap } from '../mask/label-map.ts';
import {
  NO_TOLERANCE_COUNTS,
  type ToleranceCounts,
  type ToleranceScore,
  addToleranceCounts,
  toleranceCounts,
  toleranceScore,
} from './boundary-tolerant-iou.ts';
import { type Interval, clopperPearson } from './clopper-pearson.ts';
import { type ConfusionMatrix, addConfusions, confusionMatrix, emptyConfusion } from './confusion.ts';
import { type Outcome, type OutcomeCounts, countOutcomes, imageOutcome, partOutcomes } from './outcomes.ts';
import { defectIou, diceByClass, foregroundIou, iouByClass, meanIou, pixelAccuracy } from './overlap.ts';

/** How far off a boundary may be, in px, when nothing else is asked for (design section 5). */
export const DEFAULT_TOLERANCE_PX = 2;

/** What an evaluation is about: names by class id, background first. */
export interface ScoreSettings {
  readonly classNames: readonly string[];
  readonly tolerancePx: number;
}

/** Everything the scores need to know of one image. */
export interface ImageCounts {
  /** The workpiece, or null when none is known. */
  readonly part: string | null;
  readonly confusion: ConfusionMatrix;
  /** By class id. */
  readonly tolerance: readonly ToleranceCounts[];
  readonly outcome: Outcome;
}

export interface Rate extends Interval {
  /** Events over trials; null without a trial. */
  readonly rate: number | null;
}

/** Parts are independent of each other, so their rates have 95 % intervals; views of one part are not. */
export interface PartScores extends OutcomeCounts {
  /** Escapes among defective parts. */
  readonly escapeRate: Rate;
  /** Overkill among good parts. */
  readonly overkillRate: Rate;
}

/** The scores of a set of images; null where nothing of the kind was there to be scored. */
export interface Scores {
  readonly meanIou: number | null;
  readonly defectIou: number | null;
  readonly foregroundIou: number | null;
  readonly pixelAccuracy: number | null;
  readonly iou: Readonly<Record<string, number | null>>;
  readonly dice: Readonly<Record<string, number | null>>;
  readonly tolerancePx: number;
  readonly boundaryTolerant: Readonly<Record<string, ToleranceScore>>;
  readonly images: OutcomeCounts;
  readonly parts: PartScores;
}

/** Counts one image at native resolution, its prediction painted at the operating point. */
export function countImage(
  truth: LabelMap,
  prediction: LabelMap,
  part: string | null,
  { classNames, tolerancePx }: ScoreSettings,
): ImageCounts {
  return {
    part,
    confusion: confusionMatrix(truth, prediction, classNames.length),
    tolerance: classNames.map((_, classId) => toleranceCounts(truth, prediction, classId, tolerancePx)),
    outcome: imageOutcome(truth, prediction),
  };
}

/** Scores a set from its images' counts: every score is a ratio of sums over the set. */
export function scoreSet(images: readonly ImageCounts[], { classNames, tolerancePx }: ScoreSettings): Scores {
  const confusion = images
    .map((image) => image.confusion)
    .reduce(addConfusions, emptyConfusion(classNames.length));
  const tolerance = classNames.map((_, classId) =>
    images.map((image) => image.tolerance[classId]).reduce(addToleranceCounts, NO_TOLERANCE_COUNTS),
  );
  const byName = <T>(values: readonly T[]): Record<string, T> =>
    Object.fromEntries(classNames.map((name, classId) => [name, values[classId]]));
  return {
    meanIou: meanIou(confusion),
    defectIou: defectIou(confusion),
    foregroundIou: foregroundIou(confusion),
    pixelAccuracy: pixelAccuracy(confusion),
    iou: byName(iouByClass(confusion)),
    dice: byName(diceByClass(confusion)),
    tolerancePx,
    boundaryTolerant: byName(tolerance.map(toleranceScore)),
    images: countOutcomes(images.map((image) => image.outcome)),
    parts: scoreParts(countOutcomes(partOutcomes(images))),
  };
}

function scoreParts(counts: OutcomeCounts): PartScores {
  return {
    ...counts,
    escapeRate: rateOf(counts.escapes, counts.defective),
    overkillRate: rateOf(counts.overkill, counts.good),
  };
}

function rateOf(events: number, trials: number): Rate {
  return { rate: trials === 0 ? null : events / trials, ...clopperPearson(events, trials) };
}
