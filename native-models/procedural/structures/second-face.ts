import { layAngle } from '../draws.ts';
import { chooseSurface } from '../surfaces/choose-surface.ts';
import { layThrough, paintAlong, type Structure } from './structure.ts';

/** Another material or finish on one side of a line: two parts joined, a face machined only so far. */
export const secondFace: Structure = (tones, light, source) => {
  const lay = layThrough(tones.width, layAngle(source), source);
  const other = chooseSurface(source)(tones.width, light, source).data;
  const joint = source.chance(0.5) ? source.between(-0.3, 0.2) : 0;
  let at = 0;
  paintAlong(tones, lay, (tone, _along, across) => {
    const share = Math.min(1, Math.max(0, across + 0.5));
    const mixed = tone + share * (other[at++] - tone);
    return mixed + joint * Math.max(0, 1.2 - Math.abs(across));
  });
};
