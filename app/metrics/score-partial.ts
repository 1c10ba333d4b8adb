import { withIgnoreBand } from '../mask/ignore-band.ts';
import { IGNORE, type LabelMap } from '../mask/label-map.ts';
import { inspectedRegion } from '../mask/region.ts';
import { addCounts } from './add-counts.ts';
import { backgroundSweepCounts } from './boundaries/background-sweep.ts';
import { type SweepCounts, noSweep } from './boundaries/tolerance-sweep.ts';
import { type ClassPartial, addClasses, emptyClass, measureClass } from './class-partial.ts';
import { type PaintedImage, viewClasses } from './class-view.ts';
import { type ConfusionMatrix, confusionMatrix } from './confusion.ts';
import { type DefectThresholds, defectThresholds } from './guarantees/defect-scores.ts';
import { type ImageDecision, decideViews } from './image-decision.ts';
import type { DetectionCounts, InspectedExtent } from './instances/detection.ts';
import { type ListedInstance, listInstances } from './listed-instances.ts';
import { type ClassProbabilities, candidateInstances, countingInstances } from './operating-point.ts';
import { type ScoreSettings, pixelSize, tolerances } from './score-settings.ts';

/** What of one image cannot be added up before it is known which images belong to a part or lot. */
export interface ImageCounts extends ImageDecision {
  /** Its name, unique in the set. */
  readonly image: string;
  /** The workpiece, or null when none is known. */
  readonly part: string | null;
  /** What parts were made together, or null when none is known. */
  readonly lot: string | null;
  readonly confusion: ConfusionMatrix;
  /** By class id - 1. */
  readonly detections: readonly DetectionCounts[];
  readonly instances: readonly ListedInstance[];
  readonly defects: DefectThresholds;
}

/** What one image, or a set of them, adds to the scores. */
export interface ScorePartial {
  readonly images: readonly ImageCounts[];
  readonly extent: InspectedExtent;
  readonly background: SweepCounts;
  /** By class id - 1. */
  readonly classes: readonly ClassPartial[];
}

export interface ScoredImage extends Pick<ImageCounts, 'image' | 'part' | 'lot'> {
  /** 255 outside the region. */
  readonly truth: LabelMap;
  readonly probabilities: ClassProbabilities;
  /** `width * height`: 0 or a zone's place among the zone names, from 1; null where there are none. */
  readonly zones: Uint8Array | null;
}

/** Counts one image at native resolution and at the operating points. Throws when the sizes differ. */
export function measureImage(scored: ScoredImage, settings: ScoreSettings): ScorePartial {
  const { image, part, lot, truth, probabilities } = scored;
  const painted = paint(scored, settings);
  const { counted, labels } = painted;
  const views = viewClasses(painted, settings);
  const classes = views.map((view) => measureClass(view, counted, probabilities, settings));
  return {
    images: [
      {
        image,
        part,
        lot,
        confusion: confusionMatrix(counted, labels, settings.classNames.length),
        ...decideViews(painted, views, scored.zones, settings),
        detections: classes.map(({ instances }) => instances.detection),
        instances: listInstances(views),
        defects: defectThresholds(views, painted.pieces, probabilities),
      },
    ],
    extent: { images: 1, areaMm2: inspectedAreaMm2(truth, settings) },
    background: backgroundSweepCounts(counted, labels, tolerances(settings), pixelSize(settings)),
    classes,
  };
}

/** A set without images. */
export function emptyPartial(settings: ScoreSettings): ScorePartial {
  return {
    images: [],
    extent: { images: 0, areaMm2: 0 },
    background: noSweep(tolerances(settings)),
    classes: settings.classNames.slice(1).map(() => emptyClass(settings)),
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

function paint({ truth, probabilities }: ScoredImage, settings: ScoreSettings): PaintedImage {
  const options = { ...settings, region: inspectedRegion(truth) };
  const pieces = candidateInstances(probabilities, options);
  const { labels } = countingInstances(pieces, probabilities, options);
  return { truth, counted: withIgnoreBand(truth, settings.ignoreBandPx ?? 0), labels, pieces };
}

function inspectedAreaMm2({ data }: LabelMap, settings: ScoreSettings): number {
  if (settings.scale === undefined) return 0;
  const { width, height } = pixelSize(settings);
  let counted = 0;
  for (const id of data) if (id !== IGNORE) counted++;
  return counted * width * height;
}
