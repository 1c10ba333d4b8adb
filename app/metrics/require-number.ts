import { BlemishError } from '../domain/errors.ts';

/** What sums of float32 probabilities may be beyond 0 or 1. */
const ROUNDING = 1e-6;

/** Refuses a number that is not in 0..1, NaN among them. */
export function requireProbability(value: number, what: string): void {
  if (value >= -ROUNDING && value <= 1 + ROUNDING) return;
  throw wrongNumber(what, value, 'Give a number from 0 to 1');
}

/** Refuses a number that is not above 0 and finite, NaN among them. */
export function requirePositive(value: number, what: string): void {
  if (value > 0 && value < Infinity) return;
  throw wrongNumber(what, value, 'Give a finite number above 0');
}

/** Refuses a number that is not a count of at least `least`. */
export function requireCount(value: number, what: string, least = 0): void {
  if (Number.isInteger(value) && value >= least) return;
  throw wrongNumber(what, value, `Give a whole number of at least ${least}`);
}

function wrongNumber(what: string, value: number, remedy: string): BlemishError {
  return new BlemishError('input', { problem: `${what} is ${value}`, remedy });
}
