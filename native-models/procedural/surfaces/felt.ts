import { anyAngle, logUniform } from '../draws.ts';
import { filled } from '../fields/field.ts';
import { latticeNoise } from '../fields/lattice-noise.ts';
import { standardize } from '../fields/spread.ts';
import { turnableSide, turned } from '../fields/turn.ts';
import { type Surface, toned } from './surface.ts';

/** Nonwoven, paper, glass mat, carbon: fibres of many directions on top of each other. */
export const felt: Surface = (side, _light, source) => {
  const size = turnableSide(side);
  const fibres = filled(side, side, -Infinity);
  const first = anyAngle(source);
  const fan = source.chance(0.3) ? source.between(0.2, 0.8) : Math.PI;
  const layers = source.integer(3, 5);
  const length = logUniform(12, 60, source);
  const width = source.between(1.2, 3);
  for (let layer = 0; layer < layers; layer++) {
    const streaks = turned(
      latticeNoise(size, size, length, width, source),
      side,
      first + (fan * layer) / layers,
    ).data;
    for (let i = 0; i < streaks.length; i++) fibres.data[i] = Math.max(fibres.data[i], streaks[i]);
  }
  const density = latticeNoise(side, side, side / 6, side / 6, source);
  return toned(
    side,
    source.between(0.3, 0.75),
    [standardize(fibres), logUniform(0.02, 0.1, source)],
    [density, source.between(0, 0.04)],
  );
};
