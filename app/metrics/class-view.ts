import type { LabelMap } from '../mask/label-map.ts';
import { type ClassComparison, type ClassSide, compareClasses } from './class-comparison.ts';
import { groupComponents } from './instances/group-components.ts';
import { type ImageInstances, measureInstances } from './instances/instance-scores.ts';
import { type InstanceShape, instanceShape } from './instances/instance-shape.ts';
import type { Instance } from './operating-point.ts';
import { type ScoreSettings, instanceSettings } from './score-settings.ts';

/** What the scores of one class in one image are counted from. */
export interface ClassView {
  readonly classId: number;
  /** True instances in the whole region: row-major indices in the image, ascending. */
  readonly defects: readonly Int32Array[];
  /** The instances of both sides, matched; null where neither shows the class. */
  readonly instances: ImageInstances | null;
  /** Instances of p >= t0, whether or not they count. */
  readonly candidates: readonly Candidate[];
  /** Both sides outside the ignore band; null where neither shows the class there. */
  readonly counted: ClassComparison | null;
}

/** A predicted instance, bridged as the truth's are. */
export interface Candidate {
  /** Row-major indices in the image, ascending. */
  readonly pixels: Int32Array;
  /** The highest threshold at which one of its pieces counts, 0..1. */
  readonly score: number;
  readonly shape: InstanceShape;
}

/** An image and its prediction, painted at the operating points. */
export interface PaintedImage {
  /** 255 outside the region. */
  readonly truth: LabelMap;
  /** The same, 255 in the ignore band too. */
  readonly counted: LabelMap;
  readonly labels: LabelMap;
  /** Components of p >= t0 of all classes. */
  readonly pieces: readonly Instance[];
}

/** By class id - 1. */
export function viewClasses(image: PaintedImage, settings: ScoreSettings): ClassView[] {
  const { truth, counted, labels } = image;
  const whole = compareClasses(truth, labels);
  const banded = counted === truth ? whole : compareClasses(counted, labels);
  return settings.classNames.slice(1).map((_, index) => {
    const classId = index + 1;
    const isOfClass = (one: { readonly classId: number }): boolean => one.classId === classId;
    const comparison = whole.find(isOfClass);
    const found =
      comparison === undefined ? null : measureInstances(comparison, instanceSettings(settings, classId));
    const pixels = found?.truePixels ?? [];
    return {
      classId,
      defects:
        comparison === undefined ? [] : pixels.map((inFrame) => inImage(inFrame, comparison, truth.width)),
      instances: found,
      candidates: candidatesOf(image.pieces.filter(isOfClass), truth, classId, settings),
      counted: banded.find(isOfClass) ?? null,
    };
  });
}

function inImage(pixels: Int32Array, { frame }: ClassComparison, width: number): Int32Array {
  return pixels.map((i) => {
    const x = i % frame.width;
    return ((i - x) / frame.width + frame.y) * width + x + frame.x;
  });
}

function candidatesOf(
  pieces: readonly Instance[],
  { width, height }: LabelMap,
  classId: number,
  settings: ScoreSettings,
): Candidate[] {
  const { bridge, scale } = instanceSettings(settings, classId);
  const shapeOf = (pixels: Int32Array): InstanceShape =>
    instanceShape(pixels, { x: 0, y: 0, width, height }, scale);
  if (bridge.distance === 0) {
    return pieces.map(({ pixels, score }) => ({ pixels, score, shape: shapeOf(pixels) }));
  }
  const scores = new Float64Array(width * height);
  for (const { pixels, score } of pieces) for (const pixel of pixels) scores[pixel] = score;
  return groupComponents(sideOf(pieces, width, height), width + 2, bridge).map((inFrame) => {
    const pixels = inFrame.map((i) => i - 2 * Math.floor(i / (width + 2)) - width - 1);
    return {
      pixels,
      score: pixels.reduce((best, pixel) => Math.max(best, scores[pixel]), 0),
      shape: shapeOf(pixels),
    };
  });
}

/** The pieces in a frame of 1 px around the image. */
function sideOf(pieces: readonly Instance[], width: number, height: number): ClassSide {
  const mask = new Uint8Array((width + 2) * (height + 2));
  const components = pieces.map(({ pixels }) => ({
    pixels: pixels.map((i) => i + 2 * Math.floor(i / width) + width + 3),
    instance: 0,
  }));
  for (const { pixels } of components) for (const i of pixels) mask[i] = 1;
  return { mask, components, areaPx: components.reduce((sum, { pixels }) => sum + pixels.length, 0) };
}
