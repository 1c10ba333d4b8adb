import type { Scale } from '../mask/component-shape.ts';
import { bandWidth } from './boundaries/boundary-iou.ts';
import type { BoundarySettings } from './boundaries/boundary-scores.ts';
import type { InstanceSettings } from './instances/instance-scores.ts';
import type { MatchRule } from './instances/match-instances.ts';
import type { OperatingPoint } from './operating-point.ts';
import { IN_PX, type PixelSize, inMm } from './pixel-size.ts';

/** How far off a boundary may be, in px, when nothing else is asked for (design section 5). */
export const DEFAULT_TOLERANCE_PX = 2;

/** The tolerances that are always scored beside the one asked for, px. */
const TOLERANCES_PX = [1, 2, 3, 5, 8];

/** Low enough for thin defects, which a shift of one or two px nearly parts from their truth. */
const MATCH: MatchRule = { criterion: 'iou', threshold: 0.1 };

/** Between size bins, by largest length. */
const SIZE_EDGES = { px: [10, 30, 100], mm: [0.5, 1, 2, 5] };

/** What an evaluation is about. */
export interface ScoreSettings {
  /** By class id, background first. */
  readonly classNames: readonly string[];
  readonly tolerancePx: number;
  /** By class id; a class without one has the default. */
  readonly operatingPoints?: ReadonlyMap<number, OperatingPoint>;
  /** Of all images; with it lengths and areas are in mm. */
  readonly scale?: Scale;
}

/** What lengths are in. */
export function lengthUnit({ scale }: ScoreSettings): 'px' | 'mm' {
  return scale === undefined ? 'px' : 'mm';
}

export function pixelSize({ scale }: ScoreSettings): PixelSize {
  return scale === undefined ? IN_PX : inMm(scale);
}

/** All that are scored, px, ascending. */
export function tolerancesPx({ tolerancePx }: ScoreSettings): number[] {
  return [...new Set([...TOLERANCES_PX, tolerancePx])].sort((a, b) => a - b);
}

/** The same in the unit of lengths; 1 px is the longer side of a pixel. */
export function tolerances(settings: ScoreSettings): number[] {
  const { width, height } = pixelSize(settings);
  return tolerancesPx(settings).map((tolerance) => tolerance * Math.max(width, height));
}

/** Which of the tolerances is the one asked for. */
export function chosenTolerance(settings: ScoreSettings): number {
  return tolerancesPx(settings).indexOf(settings.tolerancePx);
}

/** @param image its size, px */
export function boundarySettings(
  settings: ScoreSettings,
  image: { readonly width: number; readonly height: number },
): BoundarySettings {
  return {
    tolerances: tolerances(settings),
    pixel: pixelSize(settings),
    bandPx: bandWidth(image.width, image.height),
  };
}

export function instanceSettings(settings: ScoreSettings): InstanceSettings {
  const { scale } = settings;
  const inUnit =
    scale === undefined
      ? ({ size: 'lengthPx', sizeEdges: SIZE_EDGES.px } as const)
      : ({ scale, size: 'lengthMm', sizeEdges: SIZE_EDGES.mm } as const);
  return { bridge: { distance: 0 }, match: MATCH, ...inUnit };
}
