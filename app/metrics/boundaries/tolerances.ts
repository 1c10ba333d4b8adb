import { BlemishError } from '../../domain/errors.ts';

/** Equal lengths in mm may differ in their last bits; they count as equal. */
const ROUNDING = 1e-9;

/** Tolerances in ascending order, in the unit of the pixel size. Throws when they are not. */
export function requireTolerances(tolerances: readonly number[]): void {
  const ascending = tolerances.every(
    (tolerance, i) =>
      Number.isFinite(tolerance) && tolerance >= 0 && (i === 0 || tolerance > tolerances[i - 1]),
  );
  if (tolerances.length > 0 && ascending) return;
  throw new BlemishError('input', {
    problem: `the tolerances [${tolerances.join(', ')}] are not numbers from 0 on in ascending order`,
    remedy: 'Give at least one tolerance, each larger than the one before',
  });
}

/** The first tolerance that a distance does not exceed; their number when there is none. */
export function firstWithin(tolerances: readonly number[], distance: number): number {
  let index = 0;
  while (index < tolerances.length && distance > tolerances[index] * (1 + ROUNDING)) index++;
  return index;
}

/** Counts what is within each tolerance, from what is first within it. */
export function cumulated(firsts: readonly number[]): number[] {
  let sum = 0;
  return firsts.map((count) => (sum += count));
}

/** How much is first within each tolerance. */
export class ToleranceHistogram {
  readonly #tolerances: readonly number[];
  readonly #firsts: number[];

  constructor(tolerances: readonly number[]) {
    this.#tolerances = tolerances;
    this.#firsts = tolerances.map(() => 0);
  }

  add(distance: number, amount = 1): void {
    const index = firstWithin(this.#tolerances, distance);
    if (index < this.#firsts.length) this.#firsts[index] += amount;
  }

  /** By tolerance: all that is within it. */
  within(): number[] {
    return cumulated(this.#firsts);
  }
}
