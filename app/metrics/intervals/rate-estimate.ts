import { BlemishError } from '../../domain/errors.ts';
import { clopperPearson } from '../clopper-pearson.ts';
import { requireCount } from '../require-number.ts';
import type { Estimate, IndependentUnit } from './estimate.ts';
import { wilson } from './wilson.ts';

/** There is always an interval, be it all of 0..1. */
export interface RateEstimate extends Estimate {
  readonly low: number;
  readonly high: number;
}

export type RateMethod = keyof typeof INTERVALS;

export interface RateOptions {
  /** What a trial is; trials have to be independent of each other. */
  readonly unit: IndependentUnit;
  readonly method?: RateMethod;
  readonly confidence?: number;
}

/** `events` of `trials` with its interval. Throws when they are not counts, or the events more than the trials. */
export function rateEstimate(
  events: number,
  trials: number,
  { unit, method = 'clopper-pearson', confidence = 0.95 }: RateOptions,
): RateEstimate {
  requireCount(events, 'the number of events');
  requireCount(trials, 'the number of trials');
  if (events > trials) {
    throw new BlemishError('input', {
      problem: `there are ${events} events in ${trials} trials`,
      remedy: 'Count an event at most once per trial',
    });
  }
  const value = trials === 0 ? null : events / trials;
  return { value, ...INTERVALS[method](events, trials, confidence), confidence, n: trials, unit, method };
}

const INTERVALS = { 'clopper-pearson': clopperPearson, wilson };
