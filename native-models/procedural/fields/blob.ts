import type { Random } from '../../random.ts';
import { type Box, boxAt } from './box.ts';
import { fractalNoise } from './fractal-noise.ts';

export interface BlobShape {
  readonly x: number;
  readonly y: number;
  /** Half of the longest extent, px. */
  readonly radius: number;
  /** Shortest by longest extent, 0..1. */
  readonly roundness: number;
  /** Radians. */
  readonly angle: number;
  /** How far the outline strays, in radii: 0 an ellipse, 0.5 torn. */
  readonly roughness: number;
  /** The outline's smallest bumps, in radii. */
  readonly grain: number;
}

/** How far out of a blob's middle the pixels around it lie: 0 in the middle, 1 on its outline. */
export interface Blob {
  readonly box: Box;
  readonly level: Float32Array;
}

/** An irregular patch; pixels up to level `reach` (at least 1) are drawn, those beyond may be missing. */
export function blob(shape: BlobShape, reach: number, side: number, source: Random): Blob {
  const { x, y, radius, roundness, angle, roughness } = shape;
  const box = boxAt(x, y, radius * (reach + 1.5 * roughness) + 2, side);
  const coarsest = Math.max(1, 0.9 * radius);
  const noise = fractalNoise(
    Math.max(1, box.width),
    Math.max(1, box.height),
    { coarsest, finest: Math.max(1, shape.grain * radius), persistence: 0.6 },
    source,
  ).data;
  const level = new Float32Array(box.width * box.height);
  const cos = Math.cos(angle) / radius;
  const sin = Math.sin(angle) / radius;
  for (let row = 0, at = 0; row < box.height; row++)
    for (let column = 0; column < box.width; column++, at++) {
      const dx = box.left + column - x;
      const dy = box.top + row - y;
      const along = dx * cos + dy * sin;
      const across = (dy * cos - dx * sin) / roundness;
      level[at] = Math.sqrt(along * along + across * across) + roughness * noise[at];
    }
  return { box, level };
}
