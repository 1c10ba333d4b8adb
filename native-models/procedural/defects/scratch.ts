import type { Random } from '../../random.ts';
import { anyAngle, eitherSign, logUniform } from '../draws.ts';
import { latticeNoise } from '../fields/lattice-noise.ts';
import { drawStrokes, ink, type StrokePoint } from '../fields/stroke.ts';
import { type Point, wander } from '../fields/wander.ts';
import { blankStamp, type Defect, placeOnPart, type Site, type Stamp } from './defect.ts';

/** A scratch, or some of one stroke side by side: a bright or dark core, often with a shadow along one side. */
export const scratch: Defect = (site) => {
  const { side, source } = site;
  const middle = placeOnPart(site);
  const heading = anyAngle(source);
  const length = logUniform(5, 0.75 * side, source);
  const halfWidth = logUniform(0.3, Math.min(2.5, 0.5 + length / 25), source);
  const sign = eitherSign(source);
  const shadow = source.chance(0.5) ? source.between(-0.9, 0.3) : 0;
  const count = source.chance(0.2) ? source.integer(2, 5) : 1;
  return Array.from({ length: count }, (_, index) => {
    const offset = index === 0 ? 0 : (2 + 0.12 * length) * source.normal();
    const walk = {
      start: {
        x: middle.x - 0.5 * length * Math.cos(heading) - offset * Math.sin(heading),
        y: middle.y - 0.5 * length * Math.sin(heading) + offset * Math.cos(heading),
      },
      heading: heading + 0.05 * source.normal(),
      length: length * (index === 0 ? 1 : source.between(0.3, 1)),
      step: Math.max(1.5, length / 40),
      curl: source.chance(0.4) ? source.normal() / length : 0,
      jitter: source.between(0, 0.06),
      drift: source.between(0, 0.05),
    };
    return scratchStamp(tapered(wander(walk, source), halfWidth, source), sign, shadow, site);
  });
};

function tapered(points: Point[], halfWidth: number, source: Random): StrokePoint[] {
  const pressure = latticeNoise(points.length, 1, 6, 1, source).data;
  const skipping = source.chance(0.35) ? source.between(0.3, 0.7) : source.between(0, 0.25);
  return points.map((point, i) => {
    const end = Math.min(i, points.length - 1 - i) / points.length;
    const strength = Math.min(1, Math.max(0, 0.45 + 5 * end) * (1 - skipping * Math.max(0, pressure[i])));
    return { ...point, halfWidth: halfWidth * (0.6 + 0.4 * strength), strength: Math.max(0, strength) };
  });
}

function scratchStamp(line: StrokePoint[], sign: number, shadow: number, { side }: Site): Stamp {
  const { box, distance, halfWidth, strength, sideOf } = drawStrokes([line], 4, side);
  const { coverage, change } = blankStamp(box);
  for (let i = 0; i < distance.length; i++) {
    if (distance[i] === Infinity) continue;
    const offset = sideOf[i] * distance[i];
    const core = ink(halfWidth[i], distance[i]);
    const beside = ink(0.7 * halfWidth[i], Math.abs(offset - 1.6 * halfWidth[i] - 0.5));
    change[i] = sign * strength[i] * Math.max(-1, Math.min(1, core + shadow * beside * (1 - core)));
    if (strength[i] > 0.25)
      coverage[i] = Math.min(1, Math.max(0, Math.max(halfWidth[i], 0.65) + 0.5 - distance[i]));
  }
  return { box, coverage, change, hides: 0 };
}
