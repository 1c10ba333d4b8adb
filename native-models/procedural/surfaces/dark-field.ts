import { logUniform } from '../draws.ts';
import { fractalNoise } from '../fields/fractal-noise.ts';
import { latticeNoise } from '../fields/lattice-noise.ts';
import type { Surface } from './surface.ts';
import { toned } from './surface.ts';

/** A smooth surface under dark-field light: nearly black, a faint haze and glints where it scatters. */
export const darkField: Surface = (side, _light, source) => {
  const haze = fractalNoise(side, side, { coarsest: side / 2, finest: 8, persistence: 0.6 }, source);
  const glints = latticeNoise(side, side, 1, 1, source);
  const rarity = source.between(1.5, 3);
  for (let i = 0; i < glints.data.length; i++) glints.data[i] = Math.max(0, glints.data[i] - rarity);
  return toned(
    side,
    source.between(0.07, 0.22),
    [haze, logUniform(0.006, 0.04, source)],
    [glints, source.between(0, 0.12)],
  );
};
