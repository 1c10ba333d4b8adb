import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/**
 * Reproducible random numbers named by a path of integers, e.g. (seed, epoch, image): the same path gives the
 * same numbers, whatever was drawn before and in whichever worker.
 */
export interface Random {
  /** A number in [0, 1). */
  uniform(): number;
  /** A number in [low, high). */
  between(low: number, high: number): number;
  /** A whole number from low to high, both included. */
  integer(low: number, high: number): number;
  /** A draw from the standard normal distribution. */
  normal(): number;
  /** True with the given probability. */
  chance(probability: number): boolean;
}

export function random(...path: number[]): Random {
  const generator = xoroshiro128plus(path.reduce(mix, 0x9e3779b9));
  let spare: number | undefined;
  const uniform = (): number => uniformFloat64(generator);
  return {
    uniform,
    between: (low, high) => low + (high - low) * uniform(),
    integer: (low, high) => uniformInt(generator, low, high),
    normal() {
      if (spare !== undefined) {
        const value = spare;
        spare = undefined;
        return value;
      }
      const radius = Math.sqrt(-2 * Math.log(1 - uniform()));
      const angle = 2 * Math.PI * uniform();
      spare = radius * Math.sin(angle);
      return radius * Math.cos(angle);
    },
    chance: (probability) => uniform() < probability,
  };
}

/** A permutation of 0..count-1 (Fisher-Yates). */
export function permutation(count: number, source: Random): number[] {
  const order = Array.from({ length: count }, (_, index) => index);
  for (let last = count - 1; last > 0; last--) {
    const other = source.integer(0, last);
    [order[last], order[other]] = [order[other], order[last]];
  }
  return order;
}

/** Folds the next integer of a path into a 32-bit state (the finalizer of MurmurHash3). */
function mix(state: number, value: number): number {
  let hash =
    Math.imul(state ^ (value | 0), 0x85ebca6b) ^ Math.imul(Math.floor(value / 2 ** 32) | 0, 0xc2b2ae35);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) + 0x9e3779b9;
}
