import {
  type BootstrapOptions,
  DEFAULT_RESAMPLES,
  bootstrapResamples,
  percentileInterval,
} from './bootstrap-resamples.ts';
import type { Estimate } from './estimate.ts';

/**
 * A statistic of items that come in clusters (images of a part, parts of a lot), with the percentile interval of
 * resampling whole clusters. The statistic is null where the items cannot tell.
 * Davison and Hinkley, "Bootstrap Methods and their Application", 1997, section 3.8.
 */
export function clusterBootstrap<T>(
  clusters: readonly (readonly T[])[],
  statistic: (items: readonly T[]) => number | null,
  { unit, uniform, resamples = DEFAULT_RESAMPLES, confidence = 0.95 }: BootstrapOptions,
): Estimate {
  const values = bootstrapResamples(clusters, (drawn) => statistic(drawn.flat()), uniform, resamples);
  return {
    value: statistic(clusters.flat()),
    ...percentileInterval(values, clusters.length, resamples, confidence),
    confidence,
    n: clusters.length,
    unit,
    method: 'cluster-bootstrap',
  };
}
