import type { Random } from '../../random.ts';
import { layAngle, logUniform } from '../draws.ts';
import { type Field, filled } from '../fields/field.ts';
import { latticeNoise } from '../fields/lattice-noise.ts';
import { lineWeight } from './structure.ts';

/** The workpiece where the picture also shows what lies behind it. */
export interface Part {
  /** 1 on the part, 0 behind it. */
  readonly cover: Field;
  /** Tone of what lies behind. */
  readonly backgroundTone: number;
}

/** Distance to the part's outline, px, above 0 inside. */
type Outline = (x: number, y: number) => number;

/** Cuts the part out of the surface, in place: an edge with its rim, then the background. */
export function drawPartOutline(tones: Field, source: Random): Part {
  const side = tones.width;
  const outline = source.chance(0.55)
    ? straightEdge(side, source)
    : source.chance(0.6)
      ? plate(side, source)
      : disc(side, source);
  const backgroundTone = source.chance(0.7) ? source.between(0, 0.2) : source.between(0.7, 1);
  const backdrop = latticeNoise(side, side, 6, 6, source).data;
  const roughness = source.between(0, 0.02);
  const rimWidth = logUniform(0.5, 5, source);
  const rim = source.between(-0.3, 0.4);
  const rounding = source.between(0, 0.25);
  const roundingReach = logUniform(2, side / 10, source);
  const cover = filled(side, side);
  for (let y = 0, at = 0; y < side; y++)
    for (let x = 0; x < side; x++, at++) {
      const depth = outline(x, y);
      const inside = Math.min(1, Math.max(0, depth + 0.5));
      const shaded =
        tones.data[at] * (1 - rounding * Math.exp(-Math.max(0, depth) / roundingReach)) +
        rim * lineWeight(rimWidth / 2, depth - rimWidth / 2);
      const behind = backgroundTone + roughness * backdrop[at];
      cover.data[at] = inside;
      tones.data[at] = behind + inside * (shaded - behind);
    }
  return { cover, backgroundTone };
}

/** One straight side crosses the picture, not far from its border. */
function straightEdge(side: number, source: Random): Outline {
  const angle = layAngle(source);
  const cos = Math.cos(angle);
  const sin = Math.sin(angle);
  const inset = side * source.between(0.15, 0.45);
  return (x, y) => (x - side / 2) * cos + (y - side / 2) * sin + inset;
}

/** A plate with rounded corners, turned a little. */
function plate(side: number, source: Random): Outline {
  const angle = layAngle(source);
  const cos = Math.cos(angle);
  const sin = Math.sin(angle);
  const halfWidth = side * source.between(0.28, 0.6);
  const halfHeight = side * source.between(0.28, 0.6);
  const corner = Math.min(halfWidth, halfHeight) * source.between(0.02, 0.6);
  const centreX = side * source.between(0.35, 0.65);
  const centreY = side * source.between(0.35, 0.65);
  return (x, y) => {
    const u = Math.abs((x - centreX) * cos + (y - centreY) * sin) - halfWidth + corner;
    const v = Math.abs((y - centreY) * cos - (x - centreX) * sin) - halfHeight + corner;
    const outside = Math.sqrt(Math.max(0, u) ** 2 + Math.max(0, v) ** 2);
    return corner - outside - Math.min(0, Math.max(u, v));
  };
}

/** A round part, sometimes with a hole in its middle. */
function disc(side: number, source: Random): Outline {
  const centreX = side * source.between(0.2, 0.8);
  const centreY = side * source.between(0.2, 0.8);
  const radius = side * source.between(0.38, 0.8);
  const hole = source.chance(0.4) ? radius * source.between(0.1, 0.45) : -1;
  return (x, y) => {
    const away = Math.sqrt((x - centreX) ** 2 + (y - centreY) ** 2);
    return Math.min(radius - away, away - hole);
  };
}
