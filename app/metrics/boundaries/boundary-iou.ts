import { BlemishError } from '../../domain/errors.ts';
import type { ClassComparison, ClassSide } from '../class-comparison.ts';
import { chessboardDepth } from './chessboard-depth.ts';

/** The share of the image's diagonal that the paper takes as the band's width. */
export const BAND_SHARE = 0.02;

/** Pixels of the bands inside both boundaries; they add up over images. */
export interface BandCounts {
  readonly bandIntersection: number;
  readonly bandUnion: number;
}

/** The band's width in px for an image of this size. */
export function bandWidth(width: number, height: number): number {
  return Math.max(1, Math.round(BAND_SHARE * Math.hypot(width, height)));
}

/**
 * Boundary IoU's counts: the IoU of the pixels of each mask that are at most `bandPx` (at least 1) chessboard steps
 * from a pixel that is not of it; beyond the image's edge none is.
 * Cheng et al., "Boundary IoU: Improving Object-Centric Image Segmentation Evaluation", CVPR 2021.
 */
export function bandCounts({ frame, truth, prediction }: ClassComparison, bandPx: number): BandCounts {
  if (!Number.isInteger(bandPx) || bandPx < 1) throw noBand(bandPx);
  const labelled = bandOf(truth, frame.width, bandPx);
  const predicted = bandOf(prediction, frame.width, bandPx);
  const intersection = countWhere(truth, (i) => (labelled[i] & predicted[i]) === 1);
  const labelledArea = countWhere(truth, (i) => labelled[i] === 1);
  const predictedArea = countWhere(prediction, (i) => predicted[i] === 1);
  return { bandIntersection: intersection, bandUnion: labelledArea + predictedArea - intersection };
}

/** 1 in the band. */
function bandOf({ mask, components }: ClassSide, width: number, bandPx: number): Uint8Array {
  const regions = components.map(({ pixels }) => pixels);
  const depth = chessboardDepth(mask.length, width, regions);
  const band = new Uint8Array(mask.length);
  for (const pixels of regions) for (const i of pixels) band[i] = depth[i] <= bandPx ? 1 : 0;
  return band;
}

function countWhere({ components }: ClassSide, holds: (pixel: number) => boolean): number {
  let count = 0;
  for (const { pixels } of components) for (const i of pixels) if (holds(i)) count++;
  return count;
}

function noBand(bandPx: number): BlemishError {
  return new BlemishError('input', {
    problem: `the boundary band cannot be ${bandPx} px wide`,
    remedy: 'Give a whole number of px, at least 1',
  });
}
