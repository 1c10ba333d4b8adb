import type { Random } from '../../random.ts';
import { anyAngle, logUniform } from '../draws.ts';
import { latticeNoise } from '../fields/lattice-noise.ts';
import { shard } from '../fields/shard.ts';
import { smoothStep } from '../fields/smooth-step.ts';
import type { Point } from '../fields/wander.ts';
import type { Part } from '../structures/part-outline.ts';
import { blankStamp, type Defect, placeOnPart, type Site, type Stamp } from './defect.ts';

/** Pieces broken out of an edge: of the part where its outline is in view, else at the picture's border. */
export const chip: Defect = (site) => {
  const { side, part, source } = site;
  const radius = logUniform(2.5, side / 5, source);
  const count = source.chance(0.75) ? 1 : source.integer(2, 4);
  return Array.from({ length: count }, (_, index) => {
    const place =
      part === undefined ? placeOnBorder(side, source) : (placeOnOutline(part, source) ?? placeOnPart(site));
    return chipStamp(place, index === 0 ? radius : Math.max(2, radius * source.between(0.2, 0.8)), site);
  });
};

/** The facets are lit by the way they slope; the fracture is grainy, its ridge bright or dark. */
function chipStamp(place: Point, radius: number, { side, light, part, source }: Site): Stamp {
  const { box, level, facets, facetAt } = shard(place, radius, source.between(0.02, 0.14), side, source);
  const { coverage, change } = blankStamp(box);
  const depth = source.between(-0.9, 0.4);
  const slope = source.between(0.2, 1.2);
  const tones = facets.map(({ x, y }) => depth - slope * (x * light.x + y * light.y) + 0.3 * source.normal());
  const grain = latticeNoise(Math.max(1, box.width), Math.max(1, box.height), 1.6, 1.6, source).data;
  const granular = source.between(0, 0.25);
  const ridge = source.chance(0.6) ? source.between(-0.8, 1) : 0;
  const ridgeWidth = Math.max(0.08, 1 / radius);
  const soft = Math.min(0.5, 0.6 / radius);
  for (let i = 0; i < level.length; i++) {
    const onRidge = Math.max(0, 1 - Math.abs(level[i] - 1 + ridgeWidth) / ridgeWidth);
    coverage[i] = 1 - smoothStep(1 - soft, 1 + soft, level[i]);
    change[i] = coverage[i] * (tones[facetAt[i]] + ridge * onRidge + granular * grain[i]);
  }
  const throughPart = part !== undefined && source.chance(0.4);
  return {
    box,
    coverage,
    change,
    hides: source.between(0.6, 1),
    ...(throughPart && { tone: part.backgroundTone }),
  };
}

function placeOnBorder(side: number, source: Random): Point {
  const along = side * source.uniform();
  const across = source.chance(0.5) ? 0 : side - 1;
  return source.chance(0.5) ? { x: along, y: across } : { x: across, y: along };
}

/** Walks from a place on the part until it leaves it. */
function placeOnOutline({ cover }: Part, source: Random): Point | undefined {
  const side = cover.width;
  const isOnPart = (x: number, y: number) => cover.data[Math.floor(y) * side + Math.floor(x)] > 0.5;
  for (let attempt = 0; attempt < 24; attempt++) {
    const angle = anyAngle(source);
    let x = side * source.uniform();
    let y = side * source.uniform();
    if (!isOnPart(x, y)) continue;
    while (x >= 0 && y >= 0 && x < side && y < side) {
      if (!isOnPart(x, y)) return { x, y };
      x += Math.cos(angle);
      y += Math.sin(angle);
    }
  }
  return undefined;
}
