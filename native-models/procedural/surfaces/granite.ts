import { logUniform } from '../draws.ts';
import { cells } from '../fields/cells.ts';
import { fractalNoise } from '../fields/fractal-noise.ts';
import { standardize } from '../fields/spread.ts';
import { type Surface, toned } from './surface.ts';

/** Granite, terrazzo, recycled plastic: speckles of a few tones. */
export const granite: Surface = (side, _light, source) => {
  const { tone } = cells(side, logUniform(2.5, 14, source), 1, source);
  const tones = source.integer(2, 5);
  const rare = source.between(1, 2.2);
  for (let i = 0; i < tone.data.length; i++) tone.data[i] = Math.floor(tone.data[i] ** rare * tones);
  const cloud = fractalNoise(side, side, { coarsest: 24, finest: 1.5, persistence: 0.7 }, source);
  return toned(
    side,
    source.between(0.3, 0.65),
    [standardize(tone), logUniform(0.03, 0.13, source)],
    [cloud, source.between(0.005, 0.05)],
  );
};
