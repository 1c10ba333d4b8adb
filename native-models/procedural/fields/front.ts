import type { Random } from '../../random.ts';
import { layAngle } from '../draws.ts';
import type { Blob } from './blob.ts';
import { boxAt } from './box.ts';
import { fractalNoise } from './fractal-noise.ts';

/** How far the line keeps from the middle, in sides: less than half of the picture belongs to it. */
const [NEAREST, FARTHEST] = [0.06, 0.42];
/** Over this share of the side the level changes by 1. */
const SLOPE = 0.25;

/**
 * Everything on one side of a wavy line through the picture: where a coat, a grinding pass or a wetting ended. Levels
 * as those of a blob: 1 on the line, less on the side that belongs to it.
 */
export function front(roughness: number, side: number, source: Random): Blob {
  const box = boxAt(side / 2, side / 2, side, side);
  const angle = layAngle(source);
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const offset = -source.between(NEAREST, FARTHEST) * side;
  const waves = fractalNoise(
    box.width,
    box.height,
    { coarsest: side / 2, finest: 4, persistence: 0.5 },
    source,
  );
  const level = new Float32Array(box.width * box.height);
  for (let row = 0, at = 0; row < box.height; row++)
    for (let column = 0; column < box.width; column++, at++) {
      const distance = (column - side / 2) * cos + (row - side / 2) * sin - offset;
      level[at] = 1 + distance / (SLOPE * side) + roughness * waves.data[at];
    }
  return { box, level };
}
