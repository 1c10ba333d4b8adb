import { logUniform } from '../draws.ts';
import { filled } from '../fields/field.ts';
import { whiteNoise } from '../fields/white-noise.ts';
import { type Surface, toned } from './surface.ts';

/** A face turned on a lathe: concentric grooves, the light fanned out over them. */
export const turnedMetal: Surface = (side, light, source) => {
  const centreX = side * source.between(-0.8, 1.8);
  const centreY = side * source.between(-0.8, 1.8);
  const pitch = logUniform(1.5, 9, source);
  const grooves = whiteNoise(Math.ceil((4 * side) / pitch) + 4, source);
  const rings = filled(side, side);
  const fan = filled(side, side);
  const lobes = source.integer(1, 2);
  for (let y = 0, at = 0; y < side; y++)
    for (let x = 0; x < side; x++, at++) {
      const dx = x - centreX;
      const dy = y - centreY;
      const radius = Math.sqrt(dx * dx + dy * dy) + 1e-3;
      const turn = radius / pitch;
      const groove = turn | 0;
      rings.data[at] = grooves[groove] + (turn - groove) * (grooves[groove + 1] - grooves[groove]);
      const facing = (dx * light.x + dy * light.y) / radius;
      fan.data[at] = lobes === 1 ? facing : 2 * facing * facing - 1;
    }
  return toned(
    side,
    source.between(0.3, 0.65),
    [rings, logUniform(0.015, 0.09, source)],
    [fan, source.between(0, 0.2)],
  );
};
