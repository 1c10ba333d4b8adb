import { layAngle, logUniform } from '../draws.ts';
import { layThrough, paintAlong, type Structure } from './structure.ts';

/** A row or a field of equal round marks: rivets, stitches, embossed dots. Regular, so no pits. */
export const rivets: Structure = (tones, light, source) => {
  const lay = layThrough(tones.width, layAngle(source), source);
  const radius = logUniform(1, 8, source);
  const pitch = radius * source.between(3, 9);
  const rows = source.chance(0.6) ? 0 : source.integer(1, 4);
  const flat = source.between(-0.35, 0.25);
  const raised = source.between(0, 0.4);
  const lightAlong = light.x * lay.cos + light.y * lay.sin;
  const lightAcross = light.y * lay.cos - light.x * lay.sin;
  paintAlong(tones, lay, (tone, along, across) => {
    const u = along - pitch * Math.round(along / pitch);
    const row = Math.max(-rows, Math.min(rows, Math.round(across / pitch)));
    const v = across - pitch * row;
    const away = Math.sqrt(u * u + v * v);
    const weight = Math.min(1, Math.max(0, radius + 0.5 - away));
    return weight === 0
      ? tone
      : tone + weight * (flat + (raised * (u * lightAlong + v * lightAcross)) / radius);
  });
};
