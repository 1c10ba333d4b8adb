import { addCounts } from '../add-counts.ts';
import type { ClassComparison } from '../class-comparison.ts';
import { overlapsOf } from '../overlaps.ts';
import { IN_PX, type PixelSize, requirePixelSize } from '../pixel-size.ts';
import { ratio } from '../ratio.ts';
import {
  type BoundaryAgreement,
  type BoundaryCounts,
  boundaryAgreement,
  boundaryCounts,
} from './boundary-agreement.ts';
import { type BandCounts, bandCounts } from './boundary-iou.ts';
import { boundaryPixels } from './boundary-pixels.ts';
import {
  type CentrelineCounts,
  type CentrelineScores,
  centrelineCounts,
  centrelineScores,
} from './centreline.ts';
import {
  type ContourDistances,
  type DistanceScores,
  addContourDistances,
  contourDistances,
  distanceScores,
} from './contour-distances.ts';
import { NO_DISTANCES } from './distance-distribution.ts';
import { type ErrorSplit, errorSplit } from './error-split.ts';
import { largestWidth } from './largest-width.ts';
import { type SweepCounts, type SweepScores, noSweep, sweepCounts, sweepScores } from './tolerance-sweep.ts';
import { requireTolerances } from './tolerances.ts';

/** How boundaries are compared. */
export interface BoundarySettings {
  /** Ascending, in the unit of `pixel`. */
  readonly tolerances: readonly number[];
  /** Which unit lengths are in: px unless said otherwise. */
  readonly pixel?: PixelSize;
  /** How wide the bands of boundary IoU are, px. */
  readonly bandPx: number;
}

/** What one image, or a set of them, holds of one class; it adds up. */
export interface BoundaryPartial {
  readonly sweep: SweepCounts;
  readonly boundary: BoundaryCounts;
  readonly contours: ContourDistances;
  readonly band: BandCounts;
  readonly centreline: CentrelineCounts;
  readonly errors: ErrorSplit;
}

/** The region and boundary scores of one class (brief 6, design section 5); lists are by tolerance. */
export interface BoundaryScores extends SweepScores, BoundaryAgreement, DistanceScores, CentrelineScores {
  /** Null when neither side has a band. */
  readonly boundaryIou: number | null;
  readonly errors: ErrorSplit;
}

/** Throws when the tolerances, the pixel size or the band make no sense. */
export function measureBoundaries(comparison: ClassComparison, settings: BoundarySettings): BoundaryPartial {
  const { tolerances, pixel = IN_PX, bandPx } = settings;
  requireTolerances(tolerances);
  requirePixelSize(pixel);
  const { frame, truth, prediction } = comparison;
  const trueBoundary = boundaryPixels(truth, frame.width);
  const predictedBoundary = boundaryPixels(prediction, frame.width);
  const trueWidths = truth.components.map(({ pixels }) => largestWidth(pixels, frame.width, pixel));
  const overlaps = overlapsOf(pixelsOf(truth), pixelsOf(prediction), truth.mask.length);
  return {
    sweep: sweepCounts({ comparison, trueBoundary, predictedBoundary, trueWidths }, tolerances, pixel),
    boundary: boundaryCounts(trueBoundary, predictedBoundary, tolerances, pixel),
    contours: contourDistances(comparison, pixel),
    band: bandCounts(comparison, bandPx),
    centreline: centrelineCounts(comparison, overlaps, trueWidths, tolerances, pixel),
    errors: errorSplit(comparison, overlaps),
  };
}

/** What an image without the class adds: nothing. */
export function noBoundaries({ tolerances }: Pick<BoundarySettings, 'tolerances'>): BoundaryPartial {
  const none = tolerances.map(() => 0);
  return {
    sweep: noSweep(tolerances),
    boundary: { predicted: 0, labelled: 0, predictedWithin: none, labelledWithin: none },
    contours: { predictedToTrue: NO_DISTANCES, trueToPredicted: NO_DISTANCES },
    band: { bandIntersection: 0, bandUnion: 0 },
    centreline: {
      trueLength: none,
      found: none,
      predictedLength: none,
      correct: none,
      trueThinArea: none,
      predictedThinArea: none,
    },
    errors: { missed: 0, spurious: 0, position: 0, tooLarge: 0, tooSmall: 0 },
  };
}

export function addBoundaries(a: BoundaryPartial, b: BoundaryPartial): BoundaryPartial {
  return {
    sweep: addCounts(a.sweep, b.sweep),
    boundary: addCounts(a.boundary, b.boundary),
    contours: addContourDistances(a.contours, b.contours),
    band: addCounts(a.band, b.band),
    centreline: addCounts(a.centreline, b.centreline),
    errors: addCounts(a.errors, b.errors),
  };
}

export function boundaryScores(
  partial: BoundaryPartial,
  { tolerances }: Pick<BoundarySettings, 'tolerances'>,
): BoundaryScores {
  return {
    ...sweepScores(partial.sweep),
    ...boundaryAgreement(partial.boundary),
    ...distanceScores(partial.contours, tolerances),
    ...centrelineScores(partial.centreline),
    boundaryIou: ratio(partial.band.bandIntersection, partial.band.bandUnion),
    errors: partial.errors,
  };
}

function pixelsOf({ components }: ClassComparison['truth']): Int32Array[] {
  return components.map(({ pixels }) => pixels);
}
