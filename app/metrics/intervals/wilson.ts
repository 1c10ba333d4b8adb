import type { Interval } from '../clopper-pearson.ts';
import { normalQuantile } from './normal.ts';

/**
 * The score interval of a rate, `events` seen in `trials` independent trials; all of 0..1 without a trial.
 * Shorter than Clopper and Pearson's, and right on average instead of at least.
 * Wilson, "Probable Inference, the Law of Succession, and Statistical Inference", JASA 22, 1927.
 */
export function wilson(events: number, trials: number, confidence = 0.95): Interval {
  if (trials === 0) return { low: 0, high: 1 };
  const z = normalQuantile((1 + confidence) / 2);
  const rate = events / trials;
  const shrink = 1 / (1 + z ** 2 / trials);
  const centre = shrink * (rate + z ** 2 / (2 * trials));
  const reach = shrink * z * Math.sqrt((rate * (1 - rate)) / trials + (z / (2 * trials)) ** 2);
  return {
    low: events === 0 ? 0 : centre - reach,
    high: events === trials ? 1 : centre + reach,
  };
}
