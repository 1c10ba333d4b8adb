import type { Scale } from '../mask/component-shape.ts';
import { bandWidth } from './boundaries/boundary-iou.ts';
import type { BoundarySettings } from './boundaries/boundary-scores.ts';
import type { Acceptance } from './decisions/findings.ts';
import type { Line } from './decisions/line-figures.ts';
import type { ReviewBand } from './decisions/review-band.ts';
import type { OperatingGrid } from './detection-map.ts';
import type { InstanceSettings } from './instances/instance-scores.ts';
import type { MatchRule } from './instances/match-instances.ts';
import type { RateMethod } from './intervals/rate-estimate.ts';
import type { OperatingPoint } from './operating-point.ts';
import { IN_PX, type PixelSize, inMm } from './pixel-size.ts';

/** How far off a boundary may be, in px, when nothing else is asked for (design section 5). */
export const DEFAULT_TOLERANCE_PX = 2;

/** The tolerances that are always scored beside the one asked for, px. */
const TOLERANCES_PX = [1, 2, 3, 5, 8];

/** Low enough for thin defects, which a shift of one or two px nearly parts from their truth. */
const MATCH: MatchRule = { criterion: 'iou', threshold: 0.1 };

export type SizeMeasure = 'length' | 'width' | 'area';

/** Between size bins, where no others are asked for. */
const SIZE_EDGES = {
  px: { length: [10, 30, 100], width: [3, 6, 12], area: [30, 100, 1000] },
  mm: { length: [0.5, 1, 2, 5], width: [0.1, 0.2, 0.5], area: [0.1, 0.5, 2] },
};

/** The operating points whose detection rates and false calls are told. */
export const OPERATING_GRID: OperatingGrid = {
  thresholds: [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9],
  areas: [1, 4, 10, 25, 50, 100, 200],
};

/** What an evaluation is about. */
export interface ScoreSettings {
  /** By class id, background first. */
  readonly classNames: readonly string[];
  readonly tolerancePx: number;
  /** By class id; a class without one has the default. */
  readonly operatingPoints?: ReadonlyMap<number, OperatingPoint>;
  /** With it lengths and areas are in mm. Of all images that have none of their own. */
  readonly scale?: Scale;
  /** The length of 1 px of a tolerance, in the unit of lengths; the longer side of a pixel unless said otherwise. */
  readonly tolerancePixel?: number;
  /** Pixels this near a contour of the truth are in no pixel or boundary score, px; instances keep them. */
  readonly ignoreBandPx?: number;
  /** By class id, in the unit of lengths: pieces nearer than this count as one instance. */
  readonly bridges?: ReadonlyMap<number, number>;
  readonly match?: MatchRule;
  /** What size bins and the probability of detection go by; length unless said otherwise. */
  readonly size?: SizeMeasure;
  /** Between size bins, ascending, in the unit of the size. */
  readonly sizeEdges?: readonly number[];
  /** What makes an image NG; without it any instance that counts does. */
  readonly acceptance?: Acceptance;
  /** Between OK and NG; without it a part is NG where it is rejected. */
  readonly reviewBand?: ReviewBand;
  /** What the line makes; without it only conditional rates are told. */
  readonly line?: Line;
  /** Of the rates of independent parts. */
  readonly rateMethod?: RateMethod;
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

/** The same in the unit of lengths. */
export function tolerances(settings: ScoreSettings): number[] {
  const pixel = tolerancePixel(settings);
  return tolerancesPx(settings).map((tolerance) => tolerance * pixel);
}

/**
 * The settings for an image that has a scale of its own. Tolerances stay those of the set: one length in mm,
 * whatever the scales. In px, where the set has no scale, nothing is measured by it.
 */
export function settingsForScale(settings: ScoreSettings, scale: Scale | null): ScoreSettings {
  if (settings.scale === undefined || scale === null) return settings;
  return { ...settings, scale, tolerancePixel: tolerancePixel(settings) };
}

function tolerancePixel(settings: ScoreSettings): number {
  const { width, height } = pixelSize(settings);
  return settings.tolerancePixel ?? Math.max(width, height);
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

/** @param classId whose bridge; none where it is left out */
export function instanceSettings(settings: ScoreSettings, classId?: number): InstanceSettings {
  const { scale, match = MATCH, size = 'length', bridges } = settings;
  const distance = classId === undefined ? 0 : (bridges?.get(classId) ?? 0);
  const unit = lengthUnit(settings);
  return {
    bridge: { distance, pixel: pixelSize(settings) },
    match,
    ...(scale === undefined ? {} : { scale }),
    size: unit === 'px' ? `${size}Px` : size === 'area' ? 'areaMm2' : `${size}Mm`,
    sizeEdges: settings.sizeEdges ?? SIZE_EDGES[unit][size],
  };
}
