import type { LabelMap } from '../mask/label-map.ts';
import { addCounts } from './add-counts.ts';
import {
  type BoundaryPartial,
  addBoundaries,
  measureBoundaries,
  noBoundaries,
} from './boundaries/boundary-scores.ts';
import type { ClassView } from './class-view.ts';
import { pixelScoreHistogram } from './curves/pixel-scores.ts';
import { type ScoreHistogram, addScoreHistograms, emptyScoreHistogram } from './curves/score-histogram.ts';
import { type DetectionMap, detectionMap, noDetectionMap } from './detection-map.ts';
import type { InspectedFlaw } from './detection-probability/detection-probability.ts';
import { instanceHistogram } from './instance-histogram.ts';
import { sizeBin } from './instances/detection.ts';
import { type InstancePartial, addInstances, noInstances, sizeOf } from './instances/instance-scores.ts';
import type { InstanceShape } from './instances/instance-shape.ts';
import {
  NO_DETECTIONS,
  type RankedDetections,
  addDetections,
  rankDetections,
} from './instances/ranked-detections.ts';
import type { ClassProbabilities } from './operating-point.ts';
import { overlapsOf } from './overlaps.ts';
import {
  OPERATING_GRID,
  type ScoreSettings,
  boundarySettings,
  instanceSettings,
  tolerances,
} from './score-settings.ts';

/** What one image, or a set of them, holds of one class of defects; it adds up. */
export interface ClassPartial {
  readonly boundaries: BoundaryPartial;
  readonly instances: InstancePartial;
  /** Instances of p >= t0, whether or not they count at the operating point. */
  readonly ranked: RankedDetections;
  /** The same at every operating point of the grid. */
  readonly map: DetectionMap;
  /** True instances by size; hit = touched by one that counts. */
  readonly flaws: readonly InspectedFlaw[];
  readonly pixels: ScoreHistogram;
}

/** @param counted the truth, 255 where pixels count in no pixel score */
export function measureClass(
  view: ClassView,
  counted: LabelMap,
  probabilities: ClassProbabilities,
  settings: ScoreSettings,
): ClassPartial {
  const none = emptyClass(settings);
  const { threshold } = instanceSettings(settings).match;
  return {
    boundaries:
      view.counted === null
        ? none.boundaries
        : measureBoundaries(view.counted, boundarySettings(settings, counted)),
    instances: view.instances?.partial ?? none.instances,
    ranked: rankDetections(view.defects, view.candidates, counted.data.length, threshold),
    map: view.candidates.length + view.defects.length === 0 ? none.map : mapOf(view, probabilities, settings),
    flaws: flawsOf(view, settings),
    pixels: pixelScoreHistogram(counted, probabilities, view.classId),
  };
}

/** What an image without the class adds: nothing. */
export function emptyClass(settings: ScoreSettings): ClassPartial {
  const instances = instanceSettings(settings);
  return {
    boundaries: noBoundaries({ tolerances: tolerances(settings) }),
    instances: noInstances(instances),
    ranked: NO_DETECTIONS,
    map: noDetectionMap(OPERATING_GRID, instances.sizeEdges.length + 1),
    flaws: [],
    pixels: emptyScoreHistogram(),
  };
}

export function addClasses(a: ClassPartial, b: ClassPartial): ClassPartial {
  return {
    boundaries: addBoundaries(a.boundaries, b.boundaries),
    instances: addInstances(a.instances, b.instances),
    ranked: addDetections(a.ranked, b.ranked),
    map: addCounts(a.map, b.map),
    flaws: [...a.flaws, ...b.flaws],
    pixels: addScoreHistograms(a.pixels, b.pixels),
  };
}

function mapOf(
  { classId, defects, instances, candidates }: ClassView,
  { width, height, data }: ClassProbabilities,
  settings: ScoreSettings,
): DetectionMap {
  const { size, sizeEdges } = instanceSettings(settings);
  const plane = data.subarray(classId * width * height, (classId + 1) * width * height);
  const bin = (shape: InstanceShape): number => sizeBin(sizeOf(shape, size), sizeEdges);
  const regions = candidates.map(({ pixels }) => pixels);
  const mapped = {
    truthBins: instances?.truth.map(bin) ?? [],
    predictionBins: candidates.map(({ shape }) => bin(shape)),
    overlaps: overlapsOf(defects, regions, width * height),
    histograms: regions.map((pixels) => instanceHistogram(plane, pixels, OPERATING_GRID.thresholds)),
  };
  return detectionMap(mapped, OPERATING_GRID, sizeEdges.length + 1);
}

function flawsOf({ instances }: ClassView, settings: ScoreSettings): InspectedFlaw[] {
  if (instances === null) return [];
  const hit = new Set(instances.overlaps.map((overlap) => overlap.truth));
  const { size } = instanceSettings(settings);
  const sizeOfFlaw = (flaw: InstanceShape): number =>
    settings.size === 'area' ? Math.sqrt(sizeOf(flaw, size)) : sizeOf(flaw, size);
  return instances.truth.map((flaw, i) => ({ size: sizeOfFlaw(flaw), hit: hit.has(i) }));
}
