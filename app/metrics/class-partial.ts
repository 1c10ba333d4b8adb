import type { LabelMap } from '../mask/label-map.ts';
import {
  type BoundaryPartial,
  addBoundaries,
  measureBoundaries,
  noBoundaries,
} from './boundaries/boundary-scores.ts';
import type { ClassComparison } from './class-comparison.ts';
import { pixelScoreHistogram } from './curves/pixel-scores.ts';
import { type ScoreHistogram, addScoreHistograms, emptyScoreHistogram } from './curves/score-histogram.ts';
import type { InspectedFlaw } from './detection-probability/detection-probability.ts';
import {
  type ImageInstances,
  type InstancePartial,
  addInstances,
  measureInstances,
  noInstances,
  sizeOf,
} from './instances/instance-scores.ts';
import {
  NO_DETECTIONS,
  type RankedDetections,
  addDetections,
  rankDetections,
} from './instances/ranked-detections.ts';
import type { ClassProbabilities, Instance } from './operating-point.ts';
import { type ScoreSettings, boundarySettings, instanceSettings, tolerances } from './score-settings.ts';

/** What one image, or a set of them, holds of one class of defects; it adds up. */
export interface ClassPartial {
  readonly boundaries: BoundaryPartial;
  readonly instances: InstancePartial;
  /** Instances of p >= t0, whether or not they count at the operating point. */
  readonly ranked: RankedDetections;
  /** True instances by length; hit = touched by one that counts. */
  readonly flaws: readonly InspectedFlaw[];
  readonly pixels: ScoreHistogram;
}

export interface ClassInImage {
  readonly classId: number;
  readonly truth: LabelMap;
  readonly probabilities: ClassProbabilities;
  /** Instances of p >= t0 of this class. */
  readonly candidates: readonly Instance[];
  /** Truth and painted prediction, where either shows the class. */
  readonly comparison: ClassComparison | undefined;
}

export function measureClass(image: ClassInImage, settings: ScoreSettings): ClassPartial {
  const { classId, truth, probabilities, candidates, comparison } = image;
  const pixels = pixelScoreHistogram(truth, probabilities, classId);
  const rank = (trueInstances: readonly Int32Array[]): RankedDetections =>
    rankDetections(trueInstances, candidates, truth.data.length, instanceSettings(settings).match.threshold);
  if (comparison === undefined) return { ...emptyClass(settings), pixels, ranked: rank([]) };

  const found = measureInstances(comparison, instanceSettings(settings));
  return {
    boundaries: measureBoundaries(comparison, boundarySettings(settings, truth)),
    instances: found.partial,
    ranked: rank(found.truePixels.map((inFrame) => inImage(inFrame, comparison, truth.width))),
    flaws: flawsOf(found, settings),
    pixels,
  };
}

/** What an image without the class adds: nothing. */
export function emptyClass(settings: ScoreSettings): ClassPartial {
  return {
    boundaries: noBoundaries({ tolerances: tolerances(settings) }),
    instances: noInstances(instanceSettings(settings)),
    ranked: NO_DETECTIONS,
    flaws: [],
    pixels: emptyScoreHistogram(),
  };
}

export function addClasses(a: ClassPartial, b: ClassPartial): ClassPartial {
  return {
    boundaries: addBoundaries(a.boundaries, b.boundaries),
    instances: addInstances(a.instances, b.instances),
    ranked: addDetections(a.ranked, b.ranked),
    flaws: [...a.flaws, ...b.flaws],
    pixels: addScoreHistograms(a.pixels, b.pixels),
  };
}

function inImage(pixels: Int32Array, { frame }: ClassComparison, width: number): Int32Array {
  return pixels.map((i) => {
    const x = i % frame.width;
    return ((i - x) / frame.width + frame.y) * width + x + frame.x;
  });
}

function flawsOf({ truth, overlaps }: ImageInstances, settings: ScoreSettings): InspectedFlaw[] {
  const hit = new Set(overlaps.map((overlap) => overlap.truth));
  const { size } = instanceSettings(settings);
  return truth.map((flaw, i) => ({ size: sizeOf(flaw, size), hit: hit.has(i) }));
}
