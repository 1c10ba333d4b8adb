import { layAngle, logUniform } from '../draws.ts';
import { filled } from '../fields/field.ts';
import { latticeNoise } from '../fields/lattice-noise.ts';
import { smoothStep } from '../fields/smooth-step.ts';
import { whiteNoise } from '../fields/white-noise.ts';
import { type Surface, toned } from './surface.ts';

const TILES = 64;

/** Tiles, bricks, parquet, keys: rectangles with joints between, each a little different. */
export const tiled: Surface = (side, _light, source) => {
  const angle = layAngle(source);
  const width = logUniform(14, 110, source);
  const height = width * logUniform(0.3, 1, source);
  const stagger = source.chance(0.5) ? source.between(0.2, 0.8) : 0;
  const joint = logUniform(0.5, 3, source);
  const tones = whiteNoise(TILES * TILES, source);
  const tiles = filled(side, side);
  const joints = filled(side, side);
  const cos = Math.cos(angle);
  const sin = Math.sin(angle);
  for (let y = 0, at = 0; y < side; y++)
    for (let x = 0; x < side; x++, at++) {
      const v = (y * cos - x * sin) / height + 2 * TILES * TILES;
      const row = Math.floor(v);
      const u = (x * cos + y * sin) / width + 2 * TILES * TILES + stagger * row;
      const column = Math.floor(u);
      const across = Math.min(v - row, row + 1 - v) * height;
      const along = Math.min(u - column, column + 1 - u) * width;
      tiles.data[at] = tones[(row % TILES) * TILES + (column % TILES)];
      joints.data[at] = 1 - smoothStep(joint - 0.5, joint + 0.8, Math.min(across, along));
    }
  const grain = latticeNoise(side, side, logUniform(1, 6, source), logUniform(1, 6, source), source);
  return toned(
    side,
    source.between(0.3, 0.7),
    [tiles, source.between(0, 0.07)],
    [joints, source.between(-0.35, 0.25)],
    [grain, logUniform(0.005, 0.04, source)],
  );
};
