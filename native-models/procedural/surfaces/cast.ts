import { logUniform } from '../draws.ts';
import { fractalNoise } from '../fields/fractal-noise.ts';
import { relief } from '../fields/relief.ts';
import { standardize } from '../fields/spread.ts';
import { type Surface, toned } from './surface.ts';

/** Cast, blasted, hammered or orange-peel skin: bumps under grazing light. */
export const cast: Surface = (side, light, source) => {
  const coarsest = logUniform(4, 40, source);
  const bumps = fractalNoise(
    side,
    side,
    {
      coarsest,
      finest: Math.min(coarsest, logUniform(1.5, 8, source)),
      persistence: source.between(0.35, 0.7),
    },
    source,
  );
  const mottle = fractalNoise(side, side, { coarsest: side / 2, finest: side / 8, persistence: 0.6 }, source);
  return toned(
    side,
    source.between(0.25, 0.7),
    [standardize(relief(bumps, light)), logUniform(0.015, 0.1, source)],
    [mottle, source.between(0, 0.04)],
  );
};
