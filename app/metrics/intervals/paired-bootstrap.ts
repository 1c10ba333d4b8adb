import {
  type BootstrapOptions,
  DEFAULT_RESAMPLES,
  bootstrapResamples,
  percentileInterval,
} from './bootstrap-resamples.ts';
import type { Estimate } from './estimate.ts';

/** What two runs made of one part or lot. */
export interface PairedCluster<T> {
  readonly first: readonly T[];
  readonly second: readonly T[];
}

export interface Difference {
  readonly first: number | null;
  readonly second: number | null;
  /** Second minus first. */
  readonly difference: Estimate;
  /** Two-sided, of 'no difference'; null where there is no interval. */
  readonly pValue: number | null;
}

/**
 * The difference of a statistic between two runs over the same parts or lots: drawing a part draws it for both, so
 * that what makes a part hard cancels.
 * Efron and Tibshirani, "An Introduction to the Bootstrap", 1993, chapters 13 and 15.
 */
export function pairedBootstrap<T>(
  clusters: readonly PairedCluster<T>[],
  statistic: (items: readonly T[]) => number | null,
  { unit, uniform, resamples = DEFAULT_RESAMPLES, confidence = 0.95 }: BootstrapOptions,
): Difference {
  const ofFirst = (drawn: readonly PairedCluster<T>[]): number | null =>
    statistic(drawn.flatMap(({ first }) => first));
  const ofSecond = (drawn: readonly PairedCluster<T>[]): number | null =>
    statistic(drawn.flatMap(({ second }) => second));
  const difference = (drawn: readonly PairedCluster<T>[]): number | null =>
    minus(ofSecond(drawn), ofFirst(drawn));

  const differences = bootstrapResamples(clusters, difference, uniform, resamples);
  const interval = percentileInterval(differences, clusters.length, resamples, confidence);
  return {
    first: ofFirst(clusters),
    second: ofSecond(clusters),
    difference: {
      value: difference(clusters),
      ...interval,
      confidence,
      n: clusters.length,
      unit,
      method: 'paired-bootstrap',
    },
    pValue: interval.low === null ? null : pValueOfNone(differences),
  };
}

/** Twice the rarer side of 0, the sample itself counted in. */
function pValueOfNone(differences: Float64Array): number {
  const atMost = differences.filter((difference) => difference <= 0).length;
  const atLeast = differences.filter((difference) => difference >= 0).length;
  return Math.min(1, (2 * (Math.min(atMost, atLeast) + 1)) / (differences.length + 1));
}

function minus(a: number | null, b: number | null): number | null {
  return a === null || b === null ? null : a - b;
}
