import { logUniform } from '../draws.ts';
import { latticeNoise } from '../fields/lattice-noise.ts';
import { type Surface, toned } from './surface.ts';

/** Paint, powder coat, matt plastic: plain, with a fine even grain. */
export const painted: Surface = (side, _light, source) => {
  const grain = logUniform(1, 5, source);
  return toned(
    side,
    source.between(0.15, 0.85),
    [latticeNoise(side, side, grain, grain, source), logUniform(0.004, 0.05, source)],
    [latticeNoise(side, side, side / 3, side / 3, source), source.between(0, 0.04)],
  );
};
