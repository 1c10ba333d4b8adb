import { layAngle, logUniform } from '../draws.ts';
import { whiteNoise } from '../fields/white-noise.ts';
import { layThrough, paintAlong, type Structure } from './structure.ts';

const MODULES = 64;

/** A bar code or a square matrix code, printed or dotted into the surface. */
export const codeMark: Structure = (tones, _light, source) => {
  const lay = layThrough(tones.width, layAngle(source), source);
  const unit = logUniform(1.2, 5, source);
  const bars = source.chance(0.5);
  const columns = source.integer(10, bars ? 60 : 20);
  const rows = bars ? columns / source.between(1.5, 5) : columns;
  const modules = whiteNoise(MODULES * MODULES, source);
  const change = source.between(-0.5, 0.4);
  const plate = source.chance(0.4) ? source.between(0.6, 0.95) : undefined;
  paintAlong(tones, lay, (tone, along, across) => {
    const column = Math.floor(along / unit);
    const row = Math.floor(across / unit);
    const onPlate = column >= -2 && column < columns + 2 && row >= -2 && row < rows + 2;
    if (!onPlate) return tone;
    const ground = plate ?? tone;
    const inside = column >= 0 && column < columns && row >= 0 && row < rows;
    const marked = inside && modules[(bars ? 0 : MODULES * (row % MODULES)) + (column % MODULES)] > 0;
    return marked ? ground + (plate === undefined ? change : -Math.abs(change)) : ground;
  });
};
