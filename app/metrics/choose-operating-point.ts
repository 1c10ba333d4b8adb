import { connectedComponents } from '../mask/components.ts';
import { BACKGROUND, IGNORE, type LabelMap } from '../mask/label-map.ts';
import type { ClassProbabilities, OperatingPoint } from './operating-point.ts';
import { requireSameSize } from './same-size.ts';

/** What a class may choose from: the point it has, then a grid of others. */
export interface ClassCandidates {
  readonly classId: number;
  readonly points: readonly OperatingPoint[];
}

/** All that choosing needs to know of one image; small, so that no probabilities have to be kept. */
export interface ImageEvidence {
  /** The truth shows a defect. */
  readonly defective: boolean;
  /** In the order of the candidates. */
  readonly classes: readonly ClassEvidence[];
}

/** In px, inside the region. */
interface ClassEvidence {
  readonly labelled: number;
  /** By candidate: the pixels of the instances that count, 0 where none does. */
  readonly predicted: Uint32Array;
  /** By candidate: those among them that truth gives the same class. */
  readonly both: Uint32Array;
}

/** How good the decisions about a set of images are. */
export interface DecisionQuality {
  /** Mean of (1 - escape rate) and (1 - overkill rate) over images, 0..1. */
  readonly balancedAccuracy: number;
  readonly defective: number;
  readonly escapes: number;
  readonly good: number;
  readonly overkill: number;
  /** Mean over the classes in truth or prediction of the IoU of what counts, 0..1. */
  readonly iou: number;
}

export interface PointChoice {
  /** By class id. */
  readonly points: ReadonlyMap<number, OperatingPoint>;
  /** Class ids that no image shows: they keep the point they had. */
  readonly unseen: readonly number[];
  /** With the points the classes had. */
  readonly before: DecisionQuality;
  readonly after: DecisionQuality;
}

/** With fewer good or defective images one of them moves a rate by more than a fifth. */
export const FEWEST_IMAGES = 5;

// From the middle outwards: among equals the first is taken, which leaves room on both sides.
const THRESHOLDS = [0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8, 0.9];
const AREAS_PX = [10, 4, 25, 1, 50, 100, 200];

/** How far down an instance reaches out from what makes it count. */
const REACHES = [1, 0.75, 0.5];

const GRID: readonly OperatingPoint[] = THRESHOLDS.flatMap((t) =>
  REACHES.flatMap((reach) => AREAS_PX.map((minAreaPx) => ({ t0: Math.max(0.1, t * reach), t, minAreaPx }))),
);

/** @param current by class id: the points to improve upon */
export function candidatesFor(current: ReadonlyMap<number, OperatingPoint>): ClassCandidates[] {
  return [...current].map(([classId, point]) => ({ classId, points: [point, ...GRID] }));
}

/**
 * What each candidate would find in one image. Pixels whose truth is 255, outside the region, leave before components
 * form, as in scoring; an ignore band does not, or a thin defect would be none.
 * Throws when the sizes differ.
 */
export function imageEvidence(
  truth: LabelMap,
  probabilities: ClassProbabilities,
  candidates: readonly ClassCandidates[],
): ImageEvidence {
  requireSameSize(truth, probabilities);
  return {
    defective: truth.data.some((id) => id !== BACKGROUND && id !== IGNORE),
    classes: candidates.map(({ classId, points }) => classEvidence(truth, probabilities, classId, points)),
  };
}

/**
 * The candidates of all classes that together are best: the highest sum of balanced accuracy over images and mean IoU
 * over classes, then the fewest escapes; where nothing is better a class keeps its point. The IoU rests on many pixels
 * where a set has few good images, and keeps their chance from deciding alone. An image is rejected if any class counts
 * in it, so the classes are chosen jointly: first the best point common to all, then class by class until none can do
 * better (coordinate ascent).
 *
 * @returns null where fewer than `FEWEST_IMAGES` images are good, or defective: they could not tell.
 */
export function chooseOperatingPoints(
  images: readonly ImageEvidence[],
  candidates: readonly ClassCandidates[],
): PointChoice | null {
  const defective = images.filter((image) => image.defective).length;
  if (Math.min(defective, images.length - defective) < FEWEST_IMAGES) return null;
  const seen = candidates.map((_, index) => images.some(({ classes }) => classes[index].labelled > 0));
  const current = assess(images, Array<number>(candidates.length).fill(0));
  const best = ascend(images, candidates, seen, bestInCommon(images, seen, current));
  return {
    points: new Map(candidates.map(({ classId, points }, index) => [classId, points[best.chosen[index]]])),
    unseen: candidates.filter((_, index) => !seen[index]).map(({ classId }) => classId),
    before: current.quality,
    after: best.quality,
  };
}

/** A candidate for each class, by its index, and what comes of them. */
interface Assessed {
  readonly chosen: readonly number[];
  readonly quality: DecisionQuality;
}

function bestInCommon(
  images: readonly ImageEvidence[],
  seen: readonly boolean[],
  current: Assessed,
): Assessed {
  return GRID.map((_, index) => seen.map((isSeen) => (isSeen ? index + 1 : 0)))
    .map((chosen) => assess(images, chosen))
    .reduce(better, current);
}

function ascend(
  images: readonly ImageEvidence[],
  candidates: readonly ClassCandidates[],
  seen: readonly boolean[],
  start: Assessed,
): Assessed {
  let best = start;
  for (const [position, { points }] of candidates.entries()) {
    if (!seen[position]) continue;
    best = [...points.keys()]
      .map((index) => assess(images, best.chosen.with(position, index)))
      .reduce(better, best);
  }
  return best === start ? best : ascend(images, candidates, seen, best);
}

/** The first unless the second is truly better. */
function better(first: Assessed, second: Assessed): Assessed {
  const [a, b] = [worth(first.quality), worth(second.quality)];
  if (a !== b) return a > b ? first : second;
  return first.quality.escapes <= second.quality.escapes ? first : second;
}

function worth({ balancedAccuracy, iou }: DecisionQuality): number {
  return balancedAccuracy + iou;
}

function assess(images: readonly ImageEvidence[], chosen: readonly number[]): Assessed {
  let [defective, escapes, overkill] = [0, 0, 0];
  const both = chosen.map(() => 0);
  const either = chosen.map(() => 0);
  for (const image of images) {
    let rejected = false;
    for (let position = 0; position < chosen.length; position++) {
      const evidence = image.classes[position];
      const predicted = evidence.predicted[chosen[position]];
      const hit = evidence.both[chosen[position]];
      rejected ||= predicted > 0;
      both[position] += hit;
      either[position] += predicted + evidence.labelled - hit;
    }
    if (image.defective) defective++;
    if (image.defective && !rejected) escapes++;
    if (!image.defective && rejected) overkill++;
  }
  const good = images.length - defective;
  return {
    chosen,
    quality: {
      balancedAccuracy: 1 - (escapes / defective + overkill / good) / 2,
      defective,
      escapes,
      good,
      overkill,
      iou: meanRatio(both, either),
    },
  };
}

/** The mean of the ratios whose denominator is not 0. */
function meanRatio(parts: readonly number[], wholes: readonly number[]): number {
  const ratios = parts.map((part, index) => part / wholes[index]).filter((ratio) => !Number.isNaN(ratio));
  return ratios.reduce((sum, ratio) => sum + ratio, 0) / Math.max(ratios.length, 1);
}

function classEvidence(
  truth: LabelMap,
  { width, height, data }: ClassProbabilities,
  classId: number,
  points: readonly OperatingPoint[],
): ClassEvidence {
  const plane = data.subarray(classId * width * height, (classId + 1) * width * height);
  const predicted = new Uint32Array(points.length);
  const both = new Uint32Array(points.length);
  const sameThresholds = Map.groupBy(points.keys(), (index) => `${points[index].t0} ${points[index].t}`);
  for (const indices of sameThresholds.values()) {
    const { sizes, certain, hits } = componentCounts(truth, plane, classId, points[indices[0]]);
    for (const index of indices) {
      for (let component = 1; component < sizes.length; component++) {
        if (certain[component] < points[index].minAreaPx) continue;
        predicted[index] += sizes[component];
        both[index] += hits[component];
      }
    }
  }
  return { labelled: truth.data.filter((id) => id === classId).length, predicted, both };
}

/** Pixels by component of p >= t0, from 1: all, those with p >= t, and those that truth gives the class. */
interface ComponentCounts {
  readonly sizes: Uint32Array;
  readonly certain: Uint32Array;
  readonly hits: Uint32Array;
}

const NOTHING: ComponentCounts = {
  sizes: new Uint32Array(1),
  certain: new Uint32Array(1),
  hits: new Uint32Array(1),
};

function componentCounts(
  truth: LabelMap,
  plane: Float32Array,
  classId: number,
  { t0, t }: OperatingPoint,
): ComponentCounts {
  if (!plane.some((probability) => probability >= t)) return NOTHING;
  const mask = new Uint8Array(plane.length);
  for (let i = 0; i < plane.length; i++) mask[i] = plane[i] >= t0 && truth.data[i] !== IGNORE ? 1 : 0;
  const { labels, count } = connectedComponents(mask, truth.width, truth.height);
  const sizes = new Uint32Array(count + 1);
  const certain = new Uint32Array(count + 1);
  const hits = new Uint32Array(count + 1);
  for (let i = 0; i < plane.length; i++) {
    const component = labels[i];
    sizes[component]++;
    if (plane[i] >= t) certain[component]++;
    if (truth.data[i] === classId) hits[component]++;
  }
  return { sizes, certain, hits };
}
