import type { Random } from '../../random.ts';
import { type Box, boxAt } from './box.ts';
import { fractalNoise } from './fractal-noise.ts';
import type { Point } from './wander.ts';

/** One face of a broken-out piece, sloping from its outline to its deepest point. */
export interface Facet {
  /** Unit vector from the deepest point to the outline. */
  readonly x: number;
  readonly y: number;
  /** From the deepest point to the outline, px. */
  readonly reach: number;
}

/** An angular hollow: how far out each pixel lies (0 deepest, 1 on the outline), and on which facet. */
export interface Shard {
  readonly box: Box;
  readonly level: Float32Array;
  readonly facets: readonly Facet[];
  /** Index of each pixel's facet. */
  readonly facetAt: Uint8Array;
}

/** `radius` in px; `roughness` in radii is how far the straight sides stray. */
export function shard(
  deepest: Point,
  radius: number,
  roughness: number,
  side: number,
  source: Random,
): Shard {
  const facets = drawFacets(radius, source);
  const box = boxAt(deepest.x, deepest.y, radius * (1.6 + roughness) + 2, side);
  const noise = fractalNoise(
    Math.max(1, box.width),
    Math.max(1, box.height),
    { coarsest: Math.max(1, 0.7 * radius), finest: Math.max(1, 0.08 * radius), persistence: 0.7 },
    source,
  ).data;
  const level = new Float32Array(box.width * box.height);
  const facetAt = new Uint8Array(level.length);
  for (let row = 0, at = 0; row < box.height; row++)
    for (let column = 0; column < box.width; column++, at++) {
      const dx = box.left + column - deepest.x;
      const dy = box.top + row - deepest.y;
      let farthest = -Infinity;
      for (let k = 0; k < facets.length; k++) {
        const out = (dx * facets[k].x + dy * facets[k].y) / facets[k].reach;
        if (out <= farthest) continue;
        farthest = out;
        facetAt[at] = k;
      }
      level[at] = farthest + roughness * noise[at];
    }
  return { box, level, facets, facetAt };
}

function drawFacets(radius: number, source: Random): Facet[] {
  const count = source.integer(4, 9);
  const turn = source.uniform();
  return Array.from({ length: count }, (_, k) => {
    const angle = (2 * Math.PI * (k + turn + source.between(-0.35, 0.35))) / count;
    return { x: Math.cos(angle), y: Math.sin(angle), reach: radius * source.between(0.4, 1.05) };
  });
}
