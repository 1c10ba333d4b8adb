import { layAngle } from '../draws.ts';
import { layThrough, lineWeight, paintAlong, type Structure } from './structure.ts';

/** A step or chamfer: two tones that meet in a bright or dark line. */
export const machinedEdge: Structure = (tones, _light, source) => {
  const lay = layThrough(tones.width, layAngle(source), source);
  const change = source.between(-0.25, 0.25);
  const rimWidth = source.between(0.3, 4);
  const rim = source.between(-0.35, 0.45);
  const shade = source.between(-0.15, 0);
  const shadeReach = source.between(2, 14);
  paintAlong(tones, lay, (tone, _along, across) => {
    const stepped = tone + change * Math.min(1, Math.max(0, across + 0.5));
    const shaded = across > 0 ? stepped + shade * Math.exp(-across / shadeReach) : stepped;
    return shaded + rim * lineWeight(rimWidth, across);
  });
};
