import { logUniform, layAngle, oneOf } from '../draws.ts';
import { filled } from '../fields/field.ts';
import { latticeNoise } from '../fields/lattice-noise.ts';
import { standardize } from '../fields/spread.ts';
import { whiteNoise } from '../fields/white-noise.ts';
import { type Surface, toned } from './surface.ts';

/** How many threads over and how far the next row is shifted: plain, twill, satin. */
const WEAVES = [
  { period: 2, over: 1, shift: 1 },
  { period: 4, over: 2, shift: 1 },
  { period: 3, over: 2, shift: 1 },
  { period: 5, over: 4, shift: 2 },
] as const;
const THREADS = 1024;

/** Cloth: rounded warp and weft threads, each a little different, over and under by the weave. */
export const woven: Surface = (side, _light, source) => {
  const { period, over, shift } = oneOf(WEAVES, source);
  const angle = layAngle(source);
  const pitch = logUniform(2.5, 14, source);
  const cos = Math.cos(angle) / pitch;
  const sin = Math.sin(angle) / pitch;
  const sag = latticeNoise(side, side, 40, 40, source).data;
  const looseness = source.between(0, 0.35);
  const warp = whiteNoise(THREADS, source);
  const weft = whiteNoise(THREADS, source);
  const unlike = source.between(0, 0.3);
  const contrast = source.between(-0.6, 0.6);
  const cloth = filled(side, side);
  for (let y = 0, at = 0; y < side; y++)
    for (let x = 0; x < side; x++, at++) {
      const u = x * cos + y * sin + looseness * sag[at] + THREADS / 2;
      const v = y * cos - x * sin - looseness * sag[at] + THREADS / 2;
      const column = u | 0;
      const row = v | 0;
      const warpOnTop = (column + row * shift) % period < over;
      const across = (warpOnTop ? u - column : v - row) - 0.5;
      const along = (warpOnTop ? v - row : u - column) - 0.5;
      const thread = warpOnTop
        ? warp[column & (THREADS - 1)] + contrast
        : weft[row & (THREADS - 1)] - contrast;
      cloth.data[at] = (1 - 4 * across * across) * (1 - 1.2 * along * along) + unlike * thread;
    }
  return toned(
    side,
    source.between(0.25, 0.7),
    [standardize(cloth), logUniform(0.03, 0.14, source)],
    [latticeNoise(side, side, 1.5, 1.5, source), source.between(0, 0.03)],
  );
};
