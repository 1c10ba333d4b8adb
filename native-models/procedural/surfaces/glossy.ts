import { anyAngle, logUniform } from '../draws.ts';
import { filled } from '../fields/field.ts';
import { latticeNoise } from '../fields/lattice-noise.ts';
import { type Surface, toned } from './surface.ts';

/** Lacquer, glass, polished metal: nearly no texture, the lamps' soft reflections graded over it. */
export const glossy: Surface = (side, _light, source) => {
  const reflections = filled(side, side);
  const lamps = source.integer(1, 3);
  for (let lamp = 0; lamp < lamps; lamp++) {
    const angle = anyAngle(source);
    const cos = Math.cos(angle);
    const sin = Math.sin(angle);
    const place = side * source.between(-0.4, 0.4);
    const width = side * source.between(0.08, 0.6);
    const brightness = source.between(-0.15, 0.4);
    for (let y = 0, at = 0; y < side; y++)
      for (let x = 0; x < side; x++, at++) {
        const off = ((x - side / 2) * cos + (y - side / 2) * sin - place) / width;
        reflections.data[at] += brightness / (1 + off * off * off * off);
      }
  }
  return toned(
    side,
    source.between(0.15, 0.55),
    [reflections, 1],
    [latticeNoise(side, side, 12, 12, source), logUniform(0.001, 0.012, source)],
  );
};
