import { requireProbability } from '../require-number.ts';

/** Something that is a defect or not, and how sure the model is that it is. */
export interface ScoredSample {
  /** 0..1 */
  readonly score: number;
  readonly positive: boolean;
}

/** What calling every score >= threshold positive would find. */
export interface ThresholdStep {
  readonly threshold: number;
  readonly truePositives: number;
  readonly falsePositives: number;
}

/** The decisions that a set of scores allows: all that ROC and precision-recall curves need. */
export interface ThresholdCounts {
  readonly positives: number;
  readonly negatives: number;
  /** One for each distinct score, from the highest down. Equal scores are called together. */
  readonly steps: readonly ThresholdStep[];
}

/** Throws when a score is not in 0..1. */
export function thresholdCounts(samples: readonly ScoredSample[]): ThresholdCounts {
  for (const { score } of samples) requireProbability(score, 'a score');
  const descending = samples.toSorted((a, b) => b.score - a.score);
  const steps: ThresholdStep[] = [];
  let truePositives = 0;
  let falsePositives = 0;
  for (const [index, { score, positive }] of descending.entries()) {
    if (positive) truePositives++;
    else falsePositives++;
    const isLastOfEqual = descending[index + 1]?.score !== score;
    if (isLastOfEqual) steps.push({ threshold: score, truePositives, falsePositives });
  }
  return { positives: truePositives, negatives: falsePositives, steps };
}
