import { requireCount } from '../require-number.ts';
import { quantile } from './quantile.ts';
import type { IndependentUnit } from './estimate.ts';

export interface BootstrapOptions {
  /** What a cluster is. */
  readonly unit: IndependentUnit;
  /** A source of numbers in [0, 1). */
  readonly uniform: () => number;
  readonly resamples?: number;
  readonly confidence?: number;
}

export const DEFAULT_RESAMPLES = 2000;

/**
 * The statistic of `resamples` samples, each of as many clusters drawn from the clusters with replacement, ascending.
 * Samples for which it is null are left out.
 * Efron, "Bootstrap Methods: Another Look at the Jackknife", Annals of Statistics 7, 1979.
 */
export function bootstrapResamples<C>(
  clusters: readonly C[],
  statistic: (drawn: readonly C[]) => number | null,
  uniform: () => number,
  resamples: number,
): Float64Array {
  requireCount(resamples, 'the number of resamples', 1);
  const values: number[] = [];
  for (let resample = 0; resample < resamples; resample++) {
    const value = statistic(clusters.map(() => clusters[Math.floor(uniform() * clusters.length)]));
    if (value !== null) values.push(value);
  }
  return Float64Array.from(values).sort();
}

/**
 * What lies between the tails of the resampled statistics. Null for fewer than two clusters, which cannot vary, and
 * where most resamples had no value.
 */
export function percentileInterval(
  ascending: Float64Array,
  clusters: number,
  resamples: number,
  confidence: number,
): { low: number | null; high: number | null } {
  if (clusters < 2 || ascending.length < resamples / 2) return { low: null, high: null };
  return {
    low: quantile(ascending, (1 - confidence) / 2),
    high: quantile(ascending, (1 + confidence) / 2),
  };
}
