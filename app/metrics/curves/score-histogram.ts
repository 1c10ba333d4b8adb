import { BlemishError } from '../../domain/errors.ts';
import { requireCount } from '../require-number.ts';
import type { ThresholdCounts, ThresholdStep } from './threshold-counts.ts';

/**
 * How many positives and negatives have which score, in equal steps from 0 to 1: small whatever the set, and
 * histograms of images add up. Scores nearer to each other than a step count as equal.
 */
export interface ScoreHistogram {
  /** `[bins]`: bin b holds the scores nearest to b / (bins - 1). */
  readonly positives: Float64Array;
  /** `[bins]` */
  readonly negatives: Float64Array;
}

/** Keeps every probability that is stored as a byte apart from the others. */
export const DEFAULT_BINS = 4096;

/** @param bins at least 2 */
export function emptyScoreHistogram(bins = DEFAULT_BINS): ScoreHistogram {
  requireCount(bins, 'the number of bins', 2);
  return { positives: new Float64Array(bins), negatives: new Float64Array(bins) };
}

/** Throws when they differ in their number of bins. */
export function addScoreHistograms(a: ScoreHistogram, b: ScoreHistogram): ScoreHistogram {
  if (a.positives.length !== b.positives.length) {
    throw new BlemishError('input', {
      problem: `score histograms of ${a.positives.length} and of ${b.positives.length} bins do not add up`,
      remedy: 'Count all images with the same number of bins',
    });
  }
  return {
    positives: a.positives.map((count, bin) => count + b.positives[bin]),
    negatives: a.negatives.map((count, bin) => count + b.negatives[bin]),
  };
}

/** The decisions a histogram allows, a threshold for each bin that holds anything. */
export function histogramThresholdCounts({ positives, negatives }: ScoreHistogram): ThresholdCounts {
  const steps: ThresholdStep[] = [];
  let truePositives = 0;
  let falsePositives = 0;
  for (let bin = positives.length - 1; bin >= 0; bin--) {
    if (positives[bin] + negatives[bin] === 0) continue;
    truePositives += positives[bin];
    falsePositives += negatives[bin];
    steps.push({ threshold: bin / (positives.length - 1), truePositives, falsePositives });
  }
  return { positives: truePositives, negatives: falsePositives, steps };
}
