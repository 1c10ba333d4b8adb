import { z } from 'zod';

// The kinds of value a setting can have. Each says in one phrase what it accepts, whatever was wrong with the
// value it refused, so that the error can read "<key> must be ..., not <value>".

export function positive() {
  const reason = 'must be a number above 0';
  return z.number(reason).gt(0, reason);
}

export function nonNegative() {
  const reason = 'must be a number of at least 0';
  return z.number(reason).min(0, reason);
}

export function between(low: number, high: number) {
  const reason = `must be a number from ${low} to ${high}`;
  return z.number(reason).min(low, reason).max(high, reason);
}

/** A probability or a share, 0..1. */
export function fraction() {
  return between(0, 1);
}

/** A share that cannot be nothing, 0 < value <= 1. */
export function positiveFraction() {
  const reason = 'must be a number above 0 and at most 1';
  return z.number(reason).gt(0, reason).max(1, reason);
}

export function integer(low: number, high = Number.MAX_SAFE_INTEGER) {
  const reason =
    high === Number.MAX_SAFE_INTEGER
      ? `must be a whole number of at least ${low}`
      : `must be a whole number from ${low} to ${high}`;
  return z.int(reason).min(low, reason).max(high, reason);
}

export function flag() {
  return z.boolean('must be true or false');
}

export function oneOf<const Words extends readonly string[]>(words: Words) {
  return z.enum(words, `must be ${words.join(' or ')}`);
}

/** Two numbers, the lower one first. */
export function range(bound: z.ZodNumber) {
  const reason = 'must be a list of two numbers, the lower one first';
  return z.tuple([bound, bound], reason).refine(([low, high]) => low <= high, reason);
}

/** A group of keys; any other key is refused. */
export function group<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.strictObject(shape, 'must be a group of keys');
}
