import { layAngle, logUniform } from '../draws.ts';
import { blurred } from '../fields/blur.ts';
import { type Field, filled } from '../fields/field.ts';
import { latticeNoise } from '../fields/lattice-noise.ts';
import type { Random } from '../../random.ts';
import { type Surface, toned } from './surface.ts';

/** A printed, embossed or patterned sheet: one motif, repeated. */
export const printed: Surface = (side, _light, source) => {
  const pitch = Math.round(logUniform(8, 70, source));
  const motif = drawMotif(pitch, source).data;
  const angle = layAngle(source);
  const cos = Math.cos(angle);
  const sin = Math.sin(angle);
  const offset = source.chance(0.4) ? pitch >> 1 : 0;
  const far = pitch * Math.ceil((2 * side) / pitch);
  const print = filled(side, side);
  for (let y = 0, at = 0; y < side; y++)
    for (let x = 0; x < side; x++, at++) {
      const v = (y * cos - x * sin + far) | 0;
      const row = (v / pitch) | 0;
      const u = (x * cos + y * sin + far + (row & 1) * offset) | 0;
      print.data[at] = motif[(v - row * pitch) * pitch + (u % pitch)];
    }
  const paper = latticeNoise(side, side, 2, 2, source);
  return toned(
    side,
    source.between(0.3, 0.7),
    [blurred(print, 0.6), source.between(-0.35, 0.35)],
    [paper, source.between(0, 0.02)],
  );
};

/** 0 is paper, 1 is ink; the motif joins itself at its borders. */
function drawMotif(pitch: number, source: Random): Field {
  const motif = filled(pitch, pitch);
  const marks = source.integer(1, 3);
  for (let mark = 0; mark < marks; mark++) {
    const x0 = source.integer(0, pitch - 1);
    const y0 = source.integer(0, pitch - 1);
    const width = Math.max(1, Math.round(pitch * source.between(0.08, 0.6)));
    const height = Math.max(1, Math.round(pitch * source.between(0.08, 0.6)));
    const round = source.chance(0.5);
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++) {
        const outside = ((2 * x + 1) / width - 1) ** 2 + ((2 * y + 1) / height - 1) ** 2 > 1;
        if (!round || !outside) motif.data[((y0 + y) % pitch) * pitch + ((x0 + x) % pitch)] = 1;
      }
  }
  return motif;
}
