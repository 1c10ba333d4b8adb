import { layAngle, logUniform } from '../draws.ts';
import { filled } from '../fields/field.ts';
import { latticeNoise } from '../fields/lattice-noise.ts';
import { smoothStep } from '../fields/smooth-step.ts';
import { turnableSide, turned } from '../fields/turn.ts';
import { type Surface, toned } from './surface.ts';

/** Wood: year rings cut lengthwise, fibres and pores along them. */
export const wood: Surface = (side, _light, source) => {
  const size = turnableSide(side);
  const bend = latticeNoise(size, size, source.between(120, 400), source.between(30, 90), source).data;
  const fibres = latticeNoise(size, size, source.between(20, 80), 1.2, source).data;
  const pores = latticeNoise(size, size, source.between(6, 14), 1.2, source).data;
  const pitch = logUniform(7, 45, source);
  const sway = source.between(0.2, 1.6);
  const sharpness = source.between(0.3, 0.9);
  const poreDepth = source.chance(0.5) ? source.between(0, 2) : 0;
  const grain = filled(size, size);
  for (let y = 0, at = 0; y < size; y++)
    for (let x = 0; x < size; x++, at++) {
      const ring = y / pitch + sway * bend[at] + 64;
      const age = ring - Math.floor(ring);
      const late = age < sharpness ? age / sharpness : (1 - age) / (1 - sharpness);
      grain.data[at] = 1 - 2 * late + 0.5 * fibres[at] - poreDepth * smoothStep(1.3, 2, pores[at]);
    }
  const planks = turned(grain, side, layAngle(source), source.between(1, 1.8));
  return toned(side, source.between(0.3, 0.7), [planks, logUniform(0.02, 0.1, source)]);
};
