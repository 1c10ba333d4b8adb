import { layAngle, logUniform } from '../draws.ts';
import { layThrough, lineWeight, paintAlong, type Structure } from './structure.ts';

/** Straight thin lines, one, a pair or a whole grid: grooves, joints, scribed lines, cell fingers. No scratches. */
export const gridLines: Structure = (tones, _light, source) => {
  const lay = layThrough(tones.width, layAngle(source), source);
  const halfWidth = logUniform(0.35, 3, source);
  const change = source.between(-0.35, 0.3);
  const pitch = halfWidth * logUniform(6, 60, source) + 4;
  const reach = source.chance(0.5) ? source.integer(0, 2) : Infinity;
  const crossed = source.chance(0.4);
  const off = (place: number) => place - pitch * Math.max(-reach, Math.min(reach, Math.round(place / pitch)));
  paintAlong(tones, lay, (tone, along, across) => {
    const weight = lineWeight(halfWidth, off(across));
    return tone + change * (crossed ? Math.max(weight, lineWeight(halfWidth, off(along))) : weight);
  });
};
