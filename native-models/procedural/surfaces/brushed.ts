import { layAngle, logUniform } from '../draws.ts';
import { addScaled, filled } from '../fields/field.ts';
import { latticeNoise } from '../fields/lattice-noise.ts';
import { standardize } from '../fields/spread.ts';
import { turnableSide, turned } from '../fields/turn.ts';
import { type Surface, toned } from './surface.ts';

/** Brushed or ground metal: fine streaks of one direction. */
export const brushed: Surface = (side, _light, source) => {
  const size = turnableSide(side);
  const streaks = filled(size, size);
  for (let layer = 0; layer < 3; layer++) {
    const length = logUniform(25, 500, source);
    const width = layer === 0 ? 1 : logUniform(1.2, 8, source);
    addScaled(streaks, latticeNoise(size, size, length, width, source), source.between(0.3, 1));
  }
  const lay = turned(standardize(streaks), side, layAngle(source), source.between(1, 2));
  return toned(side, source.between(0.3, 0.75), [lay, logUniform(0.015, 0.1, source)]);
};
