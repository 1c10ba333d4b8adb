import { thresholdCounts } from '../curves/threshold-counts.ts';
import type { RankedDetections } from './ranked-detections.ts';

/** Recall 0, 0.01, ..., 1, as COCO samples it. */
const RECALLS = Array.from({ length: 101 }, (_, percent) => percent / 100);

/**
 * Average precision of the instances of one class, interpolated: the mean over 101 recalls of the highest precision
 * at that recall or beyond, 0 where it is not reached; null without true instances. As pycocotools has it (Lin et
 * al., "Microsoft COCO", 2014), but for equal scores, which count together here.
 */
export function interpolatedAveragePrecision({ detections, truths }: RankedDetections): number | null {
  if (truths === 0) return null;
  const { steps } = thresholdCounts(detections);
  const precisions = steps.map(
    ({ truePositives, falsePositives }) => truePositives / (truePositives + falsePositives),
  );
  for (let i = precisions.length - 2; i >= 0; i--) precisions[i] = Math.max(precisions[i], precisions[i + 1]);

  let sum = 0;
  let step = 0;
  for (const recall of RECALLS) {
    while (step < steps.length && steps[step].truePositives / truths < recall) step++;
    sum += step < steps.length ? precisions[step] : 0;
  }
  return sum / RECALLS.length;
}
