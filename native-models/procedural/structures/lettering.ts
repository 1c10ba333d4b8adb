import type { Random } from '../../random.ts';
import { layAngle, logUniform, oneOf } from '../draws.ts';
import { drawStrokes, ink, type StrokePoint } from '../fields/stroke.ts';
import type { Structure } from './structure.ts';

/** Characters as lines on a grid of 2 by 4 units, each from x y to x y. */
const GLYPHS = [
  '0004 0424 2420 2000',
  '1014 1003',
  '0020 2022 2202 0204 0424',
  '0020 2024 2404 0222',
  '0002 0222 2024',
  '2000 0002 0222 2224 2404',
  '0020 2014',
  '0410 1024 0222',
  '0004 0020 0222 2022',
  '2000 0004 0424',
  '0004 0020 0222 0424',
  '0004 0222 2024',
  '0004 0024 2420',
  '0004 0012 1220 2024',
  '0020 1014',
  '0014 1420',
  '0024 2004',
] as const;

/** Stamped, engraved or printed characters. */
export const lettering: Structure = (tones, light, source) => {
  const height = logUniform(7, tones.width / 5, source);
  const halfWidth = Math.max(0.4, height * source.between(0.03, 0.09));
  const change = source.between(-0.4, 0.35);
  const embossed = source.chance(0.4);
  const strokes = drawStrokes(lineOfText(tones.width, height, halfWidth, source), 3, tones.width);
  const { box, distance } = strokes;
  for (let row = 0, at = 0; row < box.height; row++)
    for (let column = 0; column < box.width; column++, at++) {
      if (distance[at] === Infinity) continue;
      const to = (box.top + row) * tones.width + box.left + column;
      const flank = embossed ? strokes.sideOf[at] * Math.sign(light.x + 0.5 * light.y) : 1;
      tones.data[to] += change * flank * ink(halfWidth, distance[at]);
    }
};

function lineOfText(side: number, height: number, halfWidth: number, source: Random): StrokePoint[][] {
  const angle = layAngle(source);
  const cos = (Math.cos(angle) * height) / 4;
  const sin = (Math.sin(angle) * height) / 4;
  const startX = side * source.between(-0.1, 0.8);
  const startY = side * source.between(0.1, 0.9);
  const place = (u: number, v: number): StrokePoint => ({
    x: startX + u * cos - v * sin,
    y: startY + u * sin + v * cos,
    halfWidth,
    strength: 1,
  });
  const characters = source.integer(2, 8);
  return Array.from({ length: characters }, (_, index) =>
    oneOf(GLYPHS, source)
      .split(' ')
      .map((line) => {
        const [x0, y0, x1, y1] = Array.from(line, Number);
        return [place(3.2 * index + x0, y0), place(3.2 * index + x1, y1)];
      }),
  ).flat();
}
