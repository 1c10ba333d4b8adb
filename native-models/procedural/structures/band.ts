import { layAngle, logUniform } from '../draws.ts';
import { layThrough, lineWeight, paintAlong, type Structure } from './structure.ts';

/** Stripes of another tone: tape, roller marks, a coated or masked strip. */
export const band: Structure = (tones, _light, source) => {
  const lay = layThrough(tones.width, layAngle(source), source);
  const halfWidth = logUniform(2, tones.width / 5, source);
  const pitch = source.chance(0.4) ? halfWidth * source.between(2.5, 6) : Infinity;
  const change = source.between(-0.22, 0.22);
  paintAlong(tones, lay, (tone, _along, across) => {
    const off = pitch === Infinity ? across : across - pitch * Math.round(across / pitch);
    return tone + change * lineWeight(halfWidth, off);
  });
};
