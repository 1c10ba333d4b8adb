import { logUniform } from '../draws.ts';
import { filled } from '../fields/field.ts';
import { fractalNoise } from '../fields/fractal-noise.ts';
import { latticeNoise } from '../fields/lattice-noise.ts';
import { smoothStep } from '../fields/smooth-step.ts';
import { type Surface, toned } from './surface.ts';

/** Concrete, plaster, stone, ceramics: clouds of every size and fine open pores. */
export const concrete: Surface = (side, _light, source) => {
  const clouds = fractalNoise(
    side,
    side,
    { coarsest: side / source.between(1.5, 5), finest: 1.5, persistence: source.between(0.6, 0.95) },
    source,
  );
  const fine = latticeNoise(side, side, source.between(2, 4), source.between(2, 4), source).data;
  const pores = filled(side, side);
  const rarity = source.between(1.6, 3);
  for (let i = 0; i < fine.length; i++) pores.data[i] = -smoothStep(rarity, rarity + 0.6, fine[i]);
  return toned(
    side,
    source.between(0.3, 0.75),
    [clouds, logUniform(0.02, 0.1, source)],
    [pores, source.between(0, 0.2)],
  );
};
