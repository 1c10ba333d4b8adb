import type { Random } from '../../random.ts';
import type { Box } from '../fields/box.ts';
import type { Light } from '../fields/relief.ts';
import type { Point } from '../fields/wander.ts';
import type { Part } from '../structures/part-outline.ts';

/** One defect, before its contrast is chosen. */
export interface Stamp {
  readonly box: Box;
  /** 0..1 for each pixel of the box; above {@link VISIBLE} it belongs to the defect. */
  readonly coverage: Float32Array;
  /** What happens to the tone, in units of the contrast: -1 darker, 1 brighter. */
  readonly change: Float32Array;
  /** Share of the surface's own texture that the defect hides, up to 1; below 0 it makes that texture stronger. */
  readonly hides: number;
  /** What it shows instead; the surface's mean tone there if not given. */
  readonly tone?: number;
}

/** Coverage above which a pixel is labelled. */
export const VISIBLE = 0.5;

/** Where a defect may come to lie. */
export interface Site {
  /** Width and height of the picture, px. */
  readonly side: number;
  readonly light: Light;
  /** The workpiece, where the picture also shows what lies behind it. */
  readonly part: Part | undefined;
  readonly source: Random;
}

/** Draws one defect of a kind, or a group of them that came about together. */
export type Defect = (site: Site) => Stamp[];

/** A place on the workpiece. */
export function placeOnPart({ side, part, source }: Site): Point {
  let place = { x: side / 2, y: side / 2 };
  for (let attempt = 0; attempt < 12; attempt++) {
    place = { x: source.between(0, side - 1), y: source.between(0, side - 1) };
    if (part === undefined) break;
    if (part.cover.data[Math.round(place.y) * side + Math.round(place.x)] > 0.5) break;
  }
  return place;
}

/** An empty stamp for the pixels of a box. */
export function blankStamp(box: Box): { coverage: Float32Array; change: Float32Array } {
  const count = box.width * box.height;
  return { coverage: new Float32Array(count), change: new Float32Array(count) };
}
