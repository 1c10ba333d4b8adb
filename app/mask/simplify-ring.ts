import type { Ring } from './polygon.ts';

/**
 * A ring with fewer corners, none of the dropped ones farther than `tolerancePx` from the line that replaces it. At
 * least three corners stay, so a component never vanishes; tolerance 0 drops only corners on a straight line.
 * Douglas and Peucker, "Algorithms for the reduction of the number of points", Cartographica 10, 1973.
 */
export function simplifyRing(ring: Ring, tolerancePx: number): Float64Array {
  const count = ring.length / 2;
  if (count <= 3) return Float64Array.from(ring);
  const opposite = farthestFromCorner(ring, count);
  const kept = new Uint8Array(count);
  kept[0] = 1;
  kept[opposite] = 1;
  keepFar(ring, 0, opposite, tolerancePx, kept);
  keepFar(ring, opposite, count, tolerancePx, kept);
  if (kept.reduce((sum, keep) => sum + keep) === 2) kept[farthestFromLine(ring, opposite).corner] = 1;
  return Float64Array.from(ring).filter((_, i) => kept[i >> 1] === 1);
}

/** Keeps the corners between two kept ones that a straight line would miss by more than the tolerance. */
function keepFar(ring: Ring, first: number, last: number, tolerancePx: number, kept: Uint8Array): void {
  const open = [{ first, last }];
  for (let part = open.pop(); part !== undefined; part = open.pop()) {
    const { corner, distance } = farthestBetween(ring, part.first, part.last);
    if (distance <= tolerancePx) continue;
    kept[corner] = 1;
    open.push({ first: part.first, last: corner }, { first: corner, last: part.last });
  }
}

interface Farthest {
  readonly corner: number;
  /** px; -1 where there is no corner between. */
  readonly distance: number;
}

/** The corner between two others (the last may be the count, which means corner 0) farthest from their line. */
function farthestBetween(ring: Ring, first: number, last: number): Farthest {
  let farthest = { corner: first, distance: -1 };
  for (let corner = first + 1; corner < last; corner++) {
    const distance = distanceToSegment(ring, corner, first, last % (ring.length / 2));
    if (distance > farthest.distance) farthest = { corner, distance };
  }
  return farthest;
}

function farthestFromLine(ring: Ring, opposite: number): Farthest {
  const [there, back] = [
    farthestBetween(ring, 0, opposite),
    farthestBetween(ring, opposite, ring.length / 2),
  ];
  return there.distance > back.distance ? there : back;
}

function farthestFromCorner(ring: Ring, count: number): number {
  let [farthest, largest] = [1, -1];
  for (let corner = 1; corner < count; corner++) {
    const distance = Math.hypot(ring[2 * corner] - ring[0], ring[2 * corner + 1] - ring[1]);
    if (distance > largest) [farthest, largest] = [corner, distance];
  }
  return farthest;
}

function distanceToSegment(ring: Ring, corner: number, from: number, to: number): number {
  const [x, y] = [ring[2 * corner] - ring[2 * from], ring[2 * corner + 1] - ring[2 * from + 1]];
  const [dx, dy] = [ring[2 * to] - ring[2 * from], ring[2 * to + 1] - ring[2 * from + 1]];
  const squaredLength = dx ** 2 + dy ** 2;
  const along = squaredLength === 0 ? 0 : Math.min(1, Math.max(0, (x * dx + y * dy) / squaredLength));
  return Math.hypot(x - along * dx, y - along * dy);
}
