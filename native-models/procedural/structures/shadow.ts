import { anyAngle, logUniform } from '../draws.ts';
import { smoothStep } from '../fields/smooth-step.ts';
import { layThrough, paintAlong, type Structure } from './structure.ts';

/** The soft or hard shadow of a fixture, or the edge of the lamp's field. */
export const shadow: Structure = (tones, _light, source) => {
  const lay = layThrough(tones.width, anyAngle(source), source);
  const softness = logUniform(1, tones.width / 4, source);
  const width = source.chance(0.5) ? tones.width * source.between(0.05, 0.4) : 4 * tones.width;
  const depth = source.between(0.1, 0.55);
  const bend = source.between(-1.5, 1.5) / tones.width;
  paintAlong(tones, lay, (tone, along, across) => {
    const place = across + bend * along * along;
    const entering = smoothStep(-softness, softness, place);
    const leaving = smoothStep(-softness, softness, place - width);
    return tone * (1 - depth * (entering - leaving));
  });
};
