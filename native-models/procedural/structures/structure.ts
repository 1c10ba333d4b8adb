import type { Random } from '../../random.ts';
import type { Field } from '../fields/field.ts';
import type { Light } from '../fields/relief.ts';

/** Adds something harmless to a square of surface, in place: what a model must learn to leave alone. */
export type Structure = (tones: Field, light: Light, source: Random) => void;

/** A straight line's frame: pixels by how far along and how far across it they lie, px. */
export interface Lay {
  readonly x: number;
  readonly y: number;
  readonly cos: number;
  readonly sin: number;
}

/** A line of the given angle (radians) through some point of the picture. */
export function layThrough(side: number, angle: number, source: Random): Lay {
  return {
    x: side * source.uniform(),
    y: side * source.uniform(),
    cos: Math.cos(angle),
    sin: Math.sin(angle),
  };
}

/** Changes every tone by a function of the pixel's place along and across a line. */
export function paintAlong(
  { width, height, data }: Field,
  { x, y, cos, sin }: Lay,
  paint: (tone: number, along: number, across: number) => number,
): void {
  for (let row = 0, at = 0; row < height; row++)
    for (let column = 0; column < width; column++, at++) {
      const dx = column - x;
      const dy = row - y;
      data[at] = paint(data[at], dx * cos + dy * sin, dy * cos - dx * sin);
    }
}

/** Weight of a line of the given half width at a distance, both px: 1 inside, falling to 0 over one pixel. */
export function lineWeight(halfWidth: number, distance: number): number {
  return Math.min(1, Math.max(0, halfWidth + 0.5 - Math.abs(distance)));
}
