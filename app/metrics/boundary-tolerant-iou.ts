import { dilate } from '../mask/dilate.ts';
import { IGNORE, type LabelMap } from '../mask/label-map.ts';
import { requireSameSize } from './same-size.ts';

/** Pixels of one class, P predicted and G true; they add up over images, so that a set's score is a ratio of sums. */
export interface ToleranceCounts {
  /** |(P and dil(G, tau)) or (G and dil(P, tau))|. */
  readonly intersection: number;
  /** |P or G|. */
  readonly union: number;
  /** |P|. */
  readonly predictedArea: number;
  /** |G|. */
  readonly trueArea: number;
}

/** Tolerance flatters thin defects, so the tolerant IoU always stands beside the strict one and the areas. */
export interface ToleranceScore {
  /** Null, as the strict IoU, when the class is in neither truth nor prediction. */
  readonly boundaryTolerantIou: number | null;
  readonly strictIou: number | null;
  /** |P| / |G|; null without truth. */
  readonly areaRatio: number | null;
}

export const NO_TOLERANCE_COUNTS: ToleranceCounts = {
  intersection: 0,
  union: 0,
  predictedArea: 0,
  trueArea: 0,
};

/**
 * Counts one class of one image with tolerance tau in px (exact Euclidean dilation; 0 is strict; brief 6.4).
 * Pixels whose truth is 255 leave both sides before any dilation. Throws when the sizes differ.
 */
export function toleranceCounts(
  truth: LabelMap,
  prediction: LabelMap,
  classId: number,
  tolerancePx: number,
): ToleranceCounts {
  requireSameSize(truth, prediction);
  const { width, height } = truth;
  const labelled = truth.data.map((id) => (id === classId ? 1 : 0));
  const predicted = prediction.data.map((id, i) => (id === classId && truth.data[i] !== IGNORE ? 1 : 0));
  const predictedArea = area(predicted);
  const trueArea = area(labelled);
  if (predictedArea + trueArea === 0) return NO_TOLERANCE_COUNTS;

  const nearLabelled = dilate(labelled, width, height, tolerancePx);
  const nearPredicted = dilate(predicted, width, height, tolerancePx);
  let intersection = 0;
  let union = 0;
  for (let i = 0; i < labelled.length; i++) {
    union += predicted[i] | labelled[i];
    intersection += (predicted[i] & nearLabelled[i]) | (labelled[i] & nearPredicted[i]);
  }
  return { intersection, union, predictedArea, trueArea };
}

export function addToleranceCounts(a: ToleranceCounts, b: ToleranceCounts): ToleranceCounts {
  return {
    intersection: a.intersection + b.intersection,
    union: a.union + b.union,
    predictedArea: a.predictedArea + b.predictedArea,
    trueArea: a.trueArea + b.trueArea,
  };
}

export function toleranceScore(counts: ToleranceCounts): ToleranceScore {
  const { intersection, union, predictedArea, trueArea } = counts;
  return {
    boundaryTolerantIou: union === 0 ? null : intersection / union,
    strictIou: union === 0 ? null : (predictedArea + trueArea - union) / union,
    areaRatio: trueArea === 0 ? null : predictedArea / trueArea,
  };
}

function area(mask: Uint8Array): number {
  return mask.reduce((sum, pixel) => sum + pixel, 0);
}
