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

/** What a cluster adds to a rate. */
export interface Trials {
  readonly trials: number;
  readonly events: number;
}

/**
 * The share of trials with an event. Where every cluster holds one trial they are independent and the interval is
 * exact or Wilson's; trials of one cluster are not, so that whole clusters are drawn then. Where all trials have the
 * event, or none has, every draw is the same and would look certain: then each cluster counts as one trial, which is
 * the most that it can vouch for. Clusters without a trial are left out.
 */
export function clusteredRate(
  clusters: readonly Trials[],
  { unit, uniform, method = 'clopper-pearson' }: Sampling,
): Estimate {
  const tried = clusters.filter(({ trials }) => trials > 0);
  const { trials, events } = sumOf(tried);
  const exact = (ofClusters: number): Estimate => rateEstimate(ofClusters, tried.length, { unit, method });
  if (trials === tried.length) return exact(events);
  if (events === 0) return exact(0);
  if (events === trials) return exact(tried.length);
  const share = (drawn: readonly Trials[]): number | null => {
    const sum = sumOf(drawn);
    return ratio(sum.events, sum.trials);
  };
  return clusterBootstrap(
    tried.map((cluster) => [cluster]),
    share,
    { unit, uniform },
  );
}

/** What the items of a cluster add. */
export function trialsOf<T>(
  items: readonly T[],
  isTrial: (item: T) => boolean,
  isEvent: (item: T) => boolean,
): Trials {
  const tried = items.filter(isTrial);
  return { trials: tried.length, events: tried.filter(isEvent).length };
}

function sumOf(clusters: readonly Trials[]): Trials {
  let [trials, events] = [0, 0];
  for (const cluster of clusters) {
    trials += cluster.trials;
    events += cluster.events;
  }
  return { trials, events };
}
