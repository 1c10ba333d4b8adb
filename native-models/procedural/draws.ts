import type { Random } from '../random.ts';

/** A number in [low, high), as likely between 2 and 4 as between 20 and 40. Both ends are above zero. */
export function logUniform(low: number, high: number, source: Random): number {
  return low * Math.exp(source.uniform() * Math.log(high / low));
}

export function oneOf<T>(items: readonly T[], source: Random): T {
  return items[source.integer(0, items.length - 1)];
}

export function eitherSign(source: Random): 1 | -1 {
  return source.chance(0.5) ? 1 : -1;
}

/** An angle in radians, of any direction. */
export function anyAngle(source: Random): number {
  return source.between(0, 2 * Math.PI);
}

/** An angle in radians that is square to the picture half of the time, as parts under a camera mostly are. */
export function layAngle(source: Random): number {
  const square = (Math.PI / 2) * source.integer(0, 3);
  return source.chance(0.5) ? square + 0.03 * source.normal() : anyAngle(source);
}
