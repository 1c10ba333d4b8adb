import type { ClassComparison, ClassSide } from '../class-comparison.ts';
import type { PixelSize } from '../pixel-size.ts';
import { ratio, ratios } from '../ratio.ts';
import { type Points, PointWriter } from './points.ts';
import { indexSites, nearestSites } from './site-index.ts';
import { ToleranceHistogram } from './tolerances.ts';

/** Pixels of one class, P predicted and G true; lists are by tolerance. They add up over images. */
export interface SweepCounts {
  /** |P and G|. */
  readonly overlap: number;
  readonly predictedArea: number;
  readonly trueArea: number;
  /** |(P and dil(G, tau)) or (G and dil(P, tau))|. */
  readonly agreed: readonly number[];
  /** The same where every component of the truth caps the tolerance for itself. */
  readonly agreedCapped: readonly number[];
}

/** Null, as the strict IoU, when the class is in neither truth nor prediction. */
export interface SweepScores {
  readonly strictIou: number | null;
  /** |P| / |G|; null without truth. */
  readonly areaRatio: number | null;
  /** By tolerance. */
  readonly boundaryTolerantIou: readonly (number | null)[];
  /** By tolerance. */
  readonly cappedBoundaryTolerantIou: readonly (number | null)[];
}

/** The class's boundaries and the widths of its true components, as several scores need them. */
export interface SweepInput {
  readonly comparison: ClassComparison;
  readonly trueBoundary: Points;
  readonly predictedBoundary: Points;
  /** By component of the truth, in the pixel size's unit. */
  readonly trueWidths: readonly number[];
}

/**
 * Boundary-tolerant IoU (brief 6.4) for a whole range of tolerances from one distance per pixel. Its capped form
 * has tau_g = min(tau, max(1 px, a quarter of the largest width of g)) for component g of the truth, where 1 px is
 * the longer side of a pixel; a predicted pixel takes its nearest component's, the first one's of several.
 * @param tolerances ascending, in the pixel size's unit
 */
export function sweepCounts(input: SweepInput, tolerances: readonly number[], pixel: PixelSize): SweepCounts {
  const { frame, truth, prediction } = input.comparison;
  return countsOf(
    { predictedArea: prediction.areaPx, trueArea: truth.areaPx },
    {
      extra: pixelsOnlyIn(prediction, truth, frame.width),
      lacking: pixelsOnlyIn(truth, prediction, frame.width),
      trueBoundary: input.trueBoundary,
      predictedBoundary: input.predictedBoundary,
      caps: input.trueWidths.map((width) => Math.max(pixel.width, pixel.height, width / 4)),
    },
    tolerances,
    pixel,
  );
}

/** All that the sweep measures between. */
export interface SweepPieces {
  /** Predicted pixels that are not true. */
  readonly extra: Points;
  /** True pixels that are not predicted. */
  readonly lacking: Points;
  readonly trueBoundary: Points;
  readonly predictedBoundary: Points;
  /** The largest tolerance by owner of the truth's points. */
  readonly caps: readonly number[];
}

/** What agrees is the overlap, and what of the extra and the lacking pixels is near enough to the other side. */
export function countsOf(
  areas: Pick<SweepCounts, 'predictedArea' | 'trueArea'>,
  pieces: SweepPieces,
  tolerances: readonly number[],
  pixel: PixelSize,
): SweepCounts {
  const { plain, capped } = withinTolerances(pieces, tolerances, pixel);
  const overlap = areas.predictedArea - pieces.extra.xs.length;
  return {
    overlap,
    ...areas,
    agreed: plain.map((count) => count + overlap),
    agreedCapped: capped.map((count) => count + overlap),
  };
}

/** Extra and lacking pixels within each tolerance of the other side. */
function withinTolerances(
  { extra, lacking, trueBoundary, predictedBoundary, caps }: SweepPieces,
  tolerances: readonly number[],
  pixel: PixelSize,
): { plain: number[]; capped: number[] } {
  const plain = new ToleranceHistogram(tolerances);
  const capped = new ToleranceHistogram(tolerances);
  const reach = largestOf(tolerances);
  const add = (squared: number, cap: number): void => {
    const distance = Math.sqrt(squared);
    plain.add(distance);
    if (distance <= cap * (1 + 1e-9)) capped.add(distance);
  };
  const toTruth = nearestSites(extra, indexSites(trueBoundary), pixel, reach);
  toTruth.squared.forEach((squared, i) => {
    if (toTruth.owners[i] >= 0) add(squared, caps[toTruth.owners[i]]);
  });
  const toPrediction = nearestSites(lacking, indexSites(predictedBoundary), pixel, reach);
  toPrediction.squared.forEach((squared, i) => {
    if (toPrediction.owners[i] >= 0) add(squared, caps[lacking.owners[i]]);
  });
  return { plain: plain.within(), capped: capped.within() };
}

/** What an image without the class adds: nothing. */
export function noSweep(tolerances: readonly number[]): SweepCounts {
  const none = tolerances.map(() => 0);
  return { overlap: 0, predictedArea: 0, trueArea: 0, agreed: none, agreedCapped: none };
}

export function sweepScores({
  overlap,
  predictedArea,
  trueArea,
  agreed,
  agreedCapped,
}: SweepCounts): SweepScores {
  const union = predictedArea + trueArea - overlap;
  return {
    strictIou: ratio(overlap, union),
    areaRatio: ratio(predictedArea, trueArea),
    boundaryTolerantIou: ratios(agreed, union),
    cappedBoundaryTolerantIou: ratios(agreedCapped, union),
  };
}

function pixelsOnlyIn(side: ClassSide, other: ClassSide, width: number): Points {
  const writer = new PointWriter();
  side.components.forEach(({ pixels }, owner) => {
    for (const i of pixels) {
      if (other.mask[i] === 1) continue;
      const x = i % width;
      writer.add(x, (i - x) / width, owner);
    }
  });
  return writer.finish();
}

/** A little more, so that rounding in mm loses nothing. */
function largestOf(tolerances: readonly number[]): number {
  return tolerances[tolerances.length - 1] * (1 + 1e-6);
}
