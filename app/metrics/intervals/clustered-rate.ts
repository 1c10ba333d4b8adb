import { ratio } from '../ratio.ts';
import { clusterBootstrap } from './cluster-bootstrap.ts';
import type { Estimate, IndependentUnit } from './estimate.ts';
import { type RateMethod, rateEstimate } from './rate-estimate.ts';

/** How the interval of a number over a set is made. */
export interface Sampling {
  /** What a cluster is. */
  readonly unit: IndependentUnit;
  /** A source of numbers in [0, 1), for the bootstrap. */
  readonly uniform: () => number;
  /** Of rates over clusters of one; Clopper and Pearson's unless said otherwise. */
  readonly method?: RateMethod;
}

/**
 * The share of trials with an event. Where every cluster holds one trial they are independent and the interval is
 * exact or Wilson's; parts of one lot are not, so that whole lots are drawn then. Clusters without a trial are left out.
 */
export function clusteredRate<T>(
  clusters: readonly (readonly T[])[],
  isTrial: (item: T) => boolean,
  isEvent: (item: T) => boolean,
  { unit, uniform, method = 'clopper-pearson' }: Sampling,
): Estimate {
  const trials = clusters.map((items) => items.filter(isTrial)).filter((items) => items.length > 0);
  if (trials.every((items) => items.length === 1)) {
    return rateEstimate(trials.flat().filter(isEvent).length, trials.length, { unit, method });
  }
  const share = (items: readonly T[]): number | null => ratio(items.filter(isEvent).length, items.length);
  return clusterBootstrap(trials, share, { unit, uniform });
}
