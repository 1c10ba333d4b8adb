import { IGNORE, type LabelMap } from '../mask/label-map.ts';
import { inspectedRegion } from '../mask/region.ts';
import { addCounts } from './add-counts.ts';
import { backgroundSweepCounts } from './boundaries/background-sweep.ts';
import { type SweepCounts, noSweep } from './boundaries/tolerance-sweep.ts';
import { type ClassPartial, addClasses, emptyClass, measureClass } from './class-partial.ts';
import { compareClasses } from './class-comparison.ts';
import { type ConfusionMatrix, confusionMatrix } from './confusion.ts';
import type { DetectionCounts, InspectedExtent } from './instances/detection.ts';
import { type ClassProbabilities, candidateInstances, countingInstances } from './operating-point.ts';
import { type Outcome, imageOutcome } from './outcomes.ts';
import { type ScoreSettings, pixelSize, tolerances } from './score-settings.ts';

/** What of one image cannot be added up before it is known which images belong to a part. */
export interface ImageCounts {
  /** The workpiece, or null when none is known. */
  readonly part: string | null;
  readonly confusion: ConfusionMatrix;
  readonly outcome: Outcome;
  /** How sure the model is that it shows a defect: the highest score of an instance of p >= t0, 0 without one. */
  readonly score: number;
  /** By class id - 1. */
  readonly detections: readonly DetectionCounts[];
}

/** What one image, or a set of them, adds to the scores. */
export interface ScorePartial {
  readonly images: readonly ImageCounts[];
  readonly extent: InspectedExtent;
  readonly background: SweepCounts;
  /** By class id - 1. */
  readonly classes: readonly ClassPartial[];
}

export interface ScoredImage {
  /** 255 where nothing counts: outside the region, in the ignore band. */
  readonly truth: LabelMap;
  readonly probabilities: ClassProbabilities;
  readonly part: string | null;
}

/** Counts one image at native resolution and at the operating points. Throws when the sizes differ. */
export function measureImage(
  { truth, probabilities, part }: ScoredImage,
  settings: ScoreSettings,
): ScorePartial {
  const options = { ...settings, region: inspectedRegion(truth) };
  const candidates = candidateInstances(probabilities, options);
  const { labels } = countingInstances(candidates, probabilities, options);
  const comparisons = compareClasses(truth, labels);
  const classes = defectIds(settings).map((classId) =>
    measureClass(
      {
        classId,
        truth,
        probabilities,
        candidates: candidates.filter((candidate) => candidate.classId === classId),
        comparison: comparisons.find((comparison) => comparison.classId === classId),
      },
      settings,
    ),
  );
  const image = {
    part,
    confusion: confusionMatrix(truth, labels, settings.classNames.length),
    outcome: imageOutcome(truth, labels),
    score: candidates.reduce((highest, { score }) => Math.max(highest, score), 0),
    detections: classes.map(({ instances }) => instances.detection),
  };
  return {
    images: [image],
    extent: { images: 1, areaMm2: inspectedAreaMm2(truth, settings) },
    background: backgroundSweepCounts(truth, labels, tolerances(settings), pixelSize(settings)),
    classes,
  };
}

/** A set without images. */
export function emptyPartial(settings: ScoreSettings): ScorePartial {
  return {
    images: [],
    extent: { images: 0, areaMm2: 0 },
    background: noSweep(tolerances(settings)),
    classes: defectIds(settings).map(() => emptyClass(settings)),
  };
}

export function addPartials(a: ScorePartial, b: ScorePartial): ScorePartial {
  return {
    images: [...a.images, ...b.images],
    extent: addCounts(a.extent, b.extent),
    background: addCounts(a.background, b.background),
    classes: a.classes.map((counts, i) => addClasses(counts, b.classes[i])),
  };
}

function defectIds({ classNames }: ScoreSettings): number[] {
  return classNames.slice(1).map((_, i) => i + 1);
}

function inspectedAreaMm2({ data }: LabelMap, settings: ScoreSettings): number {
  if (settings.scale === undefined) return 0;
  const { width, height } = pixelSize(settings);
  let counted = 0;
  for (const id of data) if (id !== IGNORE) counted++;
  return counted * width * height;
}
