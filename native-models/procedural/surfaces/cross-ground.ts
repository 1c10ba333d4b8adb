import { anyAngle, logUniform } from '../draws.ts';
import { latticeNoise } from '../fields/lattice-noise.ts';
import { turnableSide, turned } from '../fields/turn.ts';
import { type Surface, toned } from './surface.ts';

/** Honed or cross-ground metal: two sets of fine streaks that cross. */
export const crossGround: Surface = (side, _light, source) => {
  const size = turnableSide(side);
  const angle = anyAngle(source);
  const crossing = source.between(0.4, 1.6);
  const streaks = (direction: number) =>
    turned(
      latticeNoise(size, size, logUniform(20, 200, source), source.between(1, 3), source),
      side,
      direction,
    );
  const weight = logUniform(0.012, 0.06, source);
  return toned(
    side,
    source.between(0.3, 0.7),
    [streaks(angle), weight],
    [streaks(angle + crossing), weight * source.between(0.5, 1)],
  );
};
