import { layAngle, logUniform } from '../draws.ts';
import { fractalNoise } from '../fields/fractal-noise.ts';
import { latticeNoise } from '../fields/lattice-noise.ts';
import { turnableSide, turned } from '../fields/turn.ts';
import { type Surface, toned } from './surface.ts';

/** Rolled or drawn sheet: bands along the rolling direction, scale clouds over them. */
export const rolled: Surface = (side, _light, source) => {
  const size = turnableSide(side);
  const angle = layAngle(source);
  const bands = latticeNoise(size, size, 4000, logUniform(6, 60, source), source);
  const lines = latticeNoise(size, size, logUniform(100, 800, source), source.between(1, 3), source);
  const clouds = fractalNoise(
    side,
    side,
    { coarsest: side / 3, finest: source.between(2, 12), persistence: source.between(0.5, 0.8) },
    source,
  );
  return toned(
    side,
    source.between(0.3, 0.7),
    [turned(bands, side, angle), source.between(0.01, 0.09)],
    [turned(lines, side, angle), source.between(0, 0.04)],
    [clouds, source.between(0, 0.05)],
  );
};
