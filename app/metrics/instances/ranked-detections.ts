import { BlemishError } from '../../domain/errors.ts';
import type { ScoredSample } from '../curves/threshold-counts.ts';
import { overlapsOf } from '../overlaps.ts';

/** Predicted instances of one class with their scores; images' join. */
export interface RankedDetections {
  /** Positive is a hit, the others are false calls. */
  readonly detections: readonly ScoredSample[];
  /** How many true instances there are to be hit. */
  readonly truths: number;
}

export const NO_DETECTIONS: RankedDetections = { detections: [], truths: 0 };

export interface ScoredInstance {
  readonly pixels: Int32Array;
  /** The highest threshold at which it still counts, 0..1. */
  readonly score: number;
}

/**
 * Lets predictions in the order of their scores each take the true instance of the largest IoU that is left and
 * reaches the threshold, as COCO does.
 * @param size of the image or frame that the pixels are indices in, px
 * @param iouThreshold above 0
 * Throws when a score is not a number.
 */
export function rankDetections(
  truth: readonly Int32Array[],
  predicted: readonly ScoredInstance[],
  size: number,
  iouThreshold: number,
): RankedDetections {
  if (predicted.some(({ score }) => Number.isNaN(score))) throw notANumber();
  const ranked = [...predicted].sort((a, b) => b.score - a.score);
  const overlaps = overlapsOf(
    truth,
    ranked.map(({ pixels }) => pixels),
    size,
  );
  const byPrediction = Map.groupBy(overlaps, ({ prediction }) => prediction);
  const taken = new Set<number>();
  const detections = ranked.map(({ pixels, score }, prediction) => {
    let best = -1;
    let bestIou = 0;
    for (const { truth: candidate, areaPx } of byPrediction.get(prediction) ?? []) {
      const iou = areaPx / (truth[candidate].length + pixels.length - areaPx);
      if (taken.has(candidate) || iou < iouThreshold || iou <= bestIou) continue;
      [best, bestIou] = [candidate, iou];
    }
    if (best >= 0) taken.add(best);
    return { score, positive: best >= 0 };
  });
  return { detections, truths: truth.length };
}

export function addDetections(a: RankedDetections, b: RankedDetections): RankedDetections {
  return { detections: [...a.detections, ...b.detections], truths: a.truths + b.truths };
}

function notANumber(): BlemishError {
  return new BlemishError('numerics', {
    problem: "a predicted instance's score is not a number",
    remedy: 'Check the model: it gives NaN probabilities',
  });
}
