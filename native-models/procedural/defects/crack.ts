import type { Random } from '../../random.ts';
import { anyAngle, eitherSign, logUniform } from '../draws.ts';
import { latticeNoise } from '../fields/lattice-noise.ts';
import { drawStrokes, ink, type StrokePoint } from '../fields/stroke.ts';
import { type Walk, wander } from '../fields/wander.ts';
import { crazing } from './crazing.ts';
import { blankStamp, type Defect, placeOnPart, type Site, type Stamp } from './defect.ts';

/** A crack: thin, dark and jagged; it branches, opens and closes along its way and fades out. */
export const crack: Defect = (site) => (site.source.chance(0.08) ? crazing(site) : branchingCrack(site));

function branchingCrack(site: Site): Stamp[] {
  const { side, source } = site;
  const length = source.chance(0.4) ? side * source.between(0.25, 0.9) : logUniform(10, 0.5 * side, source);
  const jaggedness = logUniform(0.12, 0.7, source);
  const middle = placeOnPart(site);
  const heading = anyAngle(source);
  const trunk: Walk = {
    start: { x: middle.x - 0.5 * length * Math.cos(heading), y: middle.y - 0.5 * length * Math.sin(heading) },
    heading,
    length,
    step: logUniform(1.5, 5, source),
    curl: 0,
    jitter: jaggedness,
    drift: 0.25 * jaggedness,
  };
  const opening = logUniform(0.3, Math.min(2, 0.55 + length / 80), source);
  const lines = grow(trunk, opening, source.chance(0.6) ? 2 : 0, source);
  return [crackStamp(lines, source.chance(0.25) ? source.between(0.2, 0.6) : 0, site)];
}

/** The trunk and its branches, down to `generations` of them. */
function grow(walk: Walk, opening: number, generations: number, source: Random): StrokePoint[][] {
  const points = wander(walk, source);
  const width = latticeNoise(points.length, 1, 5, 1, source).data;
  const fading = latticeNoise(points.length, 1, 9, 1, source).data;
  const unevenness = source.between(0.1, 0.5);
  const trunk = points.map((point, i) => {
    const tip = 1 - i / (points.length - 1);
    return {
      ...point,
      halfWidth: opening * (0.4 + 0.6 * Math.sqrt(tip)) * Math.max(0.35, 1 + unevenness * width[i]),
      strength: Math.min(1, Math.max(0.1, (0.35 + 1.6 * tip) * (0.85 + unevenness * fading[i]))),
    };
  });
  const lines: StrokePoint[][] = [trunk];
  const branches = generations === 0 || walk.length < 20 ? 0 : source.integer(0, 3);
  for (let branch = 0; branch < branches; branch++) {
    const at = source.integer(1, Math.max(1, Math.floor(0.8 * points.length)));
    const next = points[Math.min(at, points.length - 1)];
    const twig: Walk = {
      ...walk,
      start: points[at - 1],
      heading:
        Math.atan2(next.y - points[at - 1].y, next.x - points[at - 1].x) +
        eitherSign(source) * source.between(0.4, 1.2),
      length: walk.length * source.between(0.12, 0.5),
    };
    lines.push(...grow(twig, opening * source.between(0.5, 0.9), generations - 1, source));
  }
  return lines;
}

/** `rim` is how bright the edge beside the opening is: cracks that lift the surface catch the light. */
function crackStamp(lines: StrokePoint[][], rim: number, { side }: Site): Stamp {
  const { box, distance, halfWidth, strength, sideOf } = drawStrokes(lines, 3, side);
  const { coverage, change } = blankStamp(box);
  for (let i = 0; i < distance.length; i++) {
    if (distance[i] === Infinity) continue;
    const dark = ink(halfWidth[i], distance[i]);
    const lifted = sideOf[i] > 0 ? rim * ink(0.5, Math.abs(distance[i] - halfWidth[i] - 0.9)) : 0;
    change[i] = strength[i] * (lifted * (1 - dark) - dark);
    if (strength[i] > 0.22)
      coverage[i] = Math.min(1, Math.max(0, Math.max(halfWidth[i], 0.65) + 0.5 - distance[i]));
  }
  return { box, coverage, change, hides: 0 };
}
