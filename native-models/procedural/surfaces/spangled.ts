import { anyAngle, logUniform } from '../draws.ts';
import { cells } from '../fields/cells.ts';
import { standardize } from '../fields/spread.ts';
import { turnableSide, turned } from '../fields/turn.ts';
import { latticeNoise } from '../fields/lattice-noise.ts';
import { type Surface, toned } from './surface.ts';

/** Zinc spangle, polycrystalline silicon, etched grain: large flat crystals, each of its own tone. */
export const spangled: Surface = (side, _light, source) => {
  const { tone } = cells(side, logUniform(12, 90, source), 1, source);
  const size = turnableSide(side);
  const stretch = turned(latticeNoise(size, size, 30, 2, source), side, anyAngle(source));
  return toned(
    side,
    source.between(0.3, 0.65),
    [standardize(tone), logUniform(0.015, 0.09, source)],
    [stretch, source.between(0, 0.02)],
  );
};
