import { betaQuantile } from './incomplete-beta.ts';

/** Bounds of a rate, 0..1. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/**
 * The exact two-sided interval of a rate, `events` seen in `trials` independent trials; all of 0..1 without a trial.
 * Clopper and Pearson, "The Use of Confidence or Fiducial Limits", Biometrika 26, 1934.
 */
export function clopperPearson(events: number, trials: number, confidence = 0.95): Interval {
  const tail = (1 - confidence) / 2;
  return {
    low: events === 0 ? 0 : betaQuantile(tail, events, trials - events + 1),
    high: events === trials ? 1 : betaQuantile(1 - tail, events + 1, trials - events),
  };
}
