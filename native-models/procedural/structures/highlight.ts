import { anyAngle, logUniform } from '../draws.ts';
import { layThrough, paintAlong, type Structure } from './structure.ts';

/** A lamp's glare: a soft bright spot or bar. */
export const highlight: Structure = (tones, _light, source) => {
  const lay = layThrough(tones.width, anyAngle(source), source);
  const length = logUniform(tones.width / 16, tones.width / 2, source);
  const width = length * logUniform(0.08, 1, source);
  const brightness = source.between(0.08, 0.5);
  const core = source.between(1, 3);
  paintAlong(tones, lay, (tone, along, across) => {
    const away = (along / length) ** 2 + (across / width) ** 2;
    return tone + brightness / (1 + away ** core);
  });
};
