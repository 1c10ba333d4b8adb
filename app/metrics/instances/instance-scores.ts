import { BlemishError } from '../../domain/errors.ts';
import type { Scale } from '../../mask/component-shape.ts';
import { addCounts } from '../add-counts.ts';
import type { ClassComparison, ClassSide } from '../class-comparison.ts';
import { type Overlap, overlapsOf } from '../overlaps.ts';
import { inMm } from '../pixel-size.ts';
import {
  type DetectionCounts,
  type DetectionScores,
  type InspectedExtent,
  detectionCounts,
  detectionScores,
} from './detection.ts';
import { type Bridge, groupComponents } from './group-components.ts';
import { type InstanceShape, instanceShape } from './instance-shape.ts';
import { type InstanceMatches, type MatchRule, matchInstances } from './match-instances.ts';
import {
  type PanopticCounts,
  type PanopticQuality,
  panopticCounts,
  panopticQuality,
} from './panoptic-quality.ts';

/** How instances are formed, matched and told apart by size. */
export interface InstanceSettings {
  readonly bridge: Bridge;
  readonly match: MatchRule;
  readonly scale?: Scale;
  /** What size means; in mm only with a scale. */
  readonly size: 'areaPx' | 'lengthPx' | 'widthPx' | 'areaMm2' | 'lengthMm' | 'widthMm';
  /** Between size bins, ascending, in the unit of `size`. */
  readonly sizeEdges: readonly number[];
}

/** What one image, or a set of them, holds of one class; it adds up. */
export interface InstancePartial {
  readonly detection: DetectionCounts;
  readonly panoptic: PanopticCounts;
}

/** The instances of one class in one image, and how they are matched. */
export interface ImageInstances {
  /** By true instance: its row-major indices in the frame, ascending. */
  readonly truePixels: readonly Int32Array[];
  readonly predictedPixels: readonly Int32Array[];
  readonly truth: readonly InstanceShape[];
  readonly prediction: readonly InstanceShape[];
  readonly overlaps: readonly Overlap[];
  readonly matches: InstanceMatches;
  readonly partial: InstancePartial;
}

export interface InstanceScores extends DetectionScores, PanopticQuality {}

/** Throws when the scale makes no sense, or the size is in mm and there is none. */
export function measureInstances(comparison: ClassComparison, settings: InstanceSettings): ImageInstances {
  if (settings.scale !== undefined) inMm(settings.scale);
  const { frame } = comparison;
  const group = (side: ClassSide): Int32Array[] => groupComponents(side, frame.width, settings.bridge);
  const [trueInstances, predictedInstances] = [group(comparison.truth), group(comparison.prediction)];
  const shape = (pixels: Int32Array): InstanceShape => instanceShape(pixels, frame, settings.scale);
  const [truth, prediction] = [trueInstances.map(shape), predictedInstances.map(shape)];
  const [trueAreas, predictedAreas] = [truth.map(area), prediction.map(area)];

  const overlaps = overlapsOf(trueInstances, predictedInstances, comparison.truth.mask.length);
  const matches = matchInstances(overlaps, trueAreas, predictedAreas, settings.match);
  const size = (instance: InstanceShape): number => sizeOf(instance, settings.size);
  const partial = {
    detection: detectionCounts(matches, truth.map(size), prediction.map(size), settings.sizeEdges),
    panoptic: panopticCounts(overlaps, trueAreas, predictedAreas),
  };
  return {
    truePixels: trueInstances,
    predictedPixels: predictedInstances,
    truth,
    prediction,
    overlaps,
    matches,
    partial,
  };
}

/** What an image without the class adds: nothing. */
export function noInstances({ sizeEdges }: InstanceSettings): InstancePartial {
  const none = [0, ...sizeEdges.map(() => 0)];
  return {
    detection: { truths: none, found: none, falseCalls: none, merges: 0, splits: 0 },
    panoptic: { matched: 0, iouSum: 0, unmatchedTruth: 0, unmatchedPrediction: 0 },
  };
}

export function addInstances(a: InstancePartial, b: InstancePartial): InstancePartial {
  return { detection: addCounts(a.detection, b.detection), panoptic: addCounts(a.panoptic, b.panoptic) };
}

export function instanceScores(partial: InstancePartial, extent: InspectedExtent): InstanceScores {
  return { ...detectionScores(partial.detection, extent), ...panopticQuality(partial.panoptic) };
}

function area({ areaPx }: InstanceShape): number {
  return areaPx;
}

/** Throws when the size is in mm and the instance has no scale. */
export function sizeOf(instance: InstanceShape, size: InstanceSettings['size']): number {
  const value = instance[size];
  if (value !== undefined) return value;
  throw new BlemishError('input', {
    problem: `${size} needs a scale`,
    remedy: 'Give the px per mm along both axes, or choose a size in px',
  });
}
