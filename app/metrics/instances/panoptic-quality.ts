import type { Overlap } from '../overlaps.ts';
import { ratio } from '../ratio.ts';

/** Instances of one class that match at an IoU above 0.5; they add up over images. */
export interface PanopticCounts {
  readonly matched: number;
  /** Sum of the matches' IoU. */
  readonly iouSum: number;
  readonly unmatchedTruth: number;
  readonly unmatchedPrediction: number;
}

/** Null when the class has no instance on either side. */
export interface PanopticQuality {
  /** Sum of IoU / (matched + half of all unmatched) = segmentation quality x recognition quality. */
  readonly panopticQuality: number | null;
  /** Mean IoU of the matches; 0 without any. */
  readonly segmentationQuality: number | null;
  /** Matched / (matched + half of all unmatched). */
  readonly recognitionQuality: number | null;
}

/** At an IoU above 0.5 no instance can have two matches. */
export function panopticCounts(
  overlaps: readonly Overlap[],
  trueAreas: readonly number[],
  predictedAreas: readonly number[],
): PanopticCounts {
  const matches = overlaps
    .map(({ truth, prediction, areaPx }) => areaPx / (trueAreas[truth] + predictedAreas[prediction] - areaPx))
    .filter((iou) => iou > 0.5);
  return {
    matched: matches.length,
    iouSum: matches.reduce((sum, iou) => sum + iou, 0),
    unmatchedTruth: trueAreas.length - matches.length,
    unmatchedPrediction: predictedAreas.length - matches.length,
  };
}

/** Kirillov et al., "Panoptic Segmentation", CVPR 2019. */
export function panopticQuality(counts: PanopticCounts): PanopticQuality {
  const { matched, iouSum, unmatchedTruth, unmatchedPrediction } = counts;
  const all = matched + (unmatchedTruth + unmatchedPrediction) / 2;
  return {
    panopticQuality: ratio(iouSum, all),
    segmentationQuality: all === 0 ? null : matched === 0 ? 0 : iouSum / matched,
    recognitionQuality: ratio(matched, all),
  };
}
