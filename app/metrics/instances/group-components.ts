import { BY_COMPONENT } from '../../mask/run-length-map.ts';
import { boundaryPixels } from '../boundaries/boundary-pixels.ts';
import { forEachNearer, indexSites } from '../boundaries/site-index.ts';
import type { ClassComponent, ClassSide } from '../class-comparison.ts';
import { DisjointSets } from '../disjoint-sets.ts';
import { IN_PX, type PixelSize } from '../pixel-size.ts';

/** Which pieces of a class count as one instance. */
export interface Bridge {
  /** Pieces count as one when pixels of both are nearer than this, from centre to centre; 0 joins none. */
  readonly distance: number;
  /** In which unit that is: px unless said otherwise. */
  readonly pixel?: PixelSize;
}

/**
 * The instances of a class in the order of their first pixels, each as its row-major indices in the frame, ascending.
 * What a person has numbered is grouped by number and stays apart from the rest (design section 2).
 * @param width the frame's, px
 */
export function groupComponents(side: ClassSide, width: number, bridge: Bridge): Int32Array[] {
  const { components } = side;
  const sets = new DisjointSets(components.length);
  joinNumbered(components, sets);
  if (bridge.distance > 0) joinNear(side, width, bridge, sets);

  const groups = new Map<number, Int32Array[]>();
  components.forEach(({ pixels }, component) => {
    const lowest = sets.lowestWith(component);
    const group = groups.get(lowest);
    if (group === undefined) groups.set(lowest, [pixels]);
    else group.push(pixels);
  });
  return [...groups.values()].map(merged);
}

function joinNumbered(components: readonly ClassComponent[], sets: DisjointSets): void {
  const firsts = new Map<number, number>();
  components.forEach(({ instance }, component) => {
    if (instance === BY_COMPONENT) return;
    const first = firsts.get(instance);
    if (first === undefined) firsts.set(instance, component);
    else sets.join(first, component);
  });
}

function joinNear(
  side: ClassSide,
  width: number,
  { distance, pixel = IN_PX }: Bridge,
  sets: DisjointSets,
): void {
  const boundary = boundaryPixels(side, width);
  const sites = indexSites(boundary);
  const isNumbered = side.components.map(({ instance }) => instance !== BY_COMPONENT);
  boundary.owners.forEach((owner, i) => {
    if (isNumbered[owner]) return;
    forEachNearer(boundary.xs[i], boundary.ys[i], distance, sites, pixel, (other) => {
      if (other !== owner && !isNumbered[other]) sets.join(owner, other);
    });
  });
}

function merged(pieces: readonly Int32Array[]): Int32Array {
  if (pieces.length === 1) return pieces[0];
  const all = new Int32Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let next = 0;
  for (const piece of pieces) {
    all.set(piece, next);
    next += piece.length;
  }
  return all.sort();
}
