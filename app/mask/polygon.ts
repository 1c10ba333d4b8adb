import { BlemishError } from '../domain/errors.ts';
import { SpanWriter } from './span-writer.ts';
import type { Spans } from './spans.ts';

/** The corners x0, y0, x1, y1, ... of a closed line, px; the last is joined to the first. Pixels as in brush.ts's `Point`. */
export type Ring = ArrayLike<number>;

/** Beyond this, px, a corner is a mistake, and arithmetic is no longer exact. */
const FARTHEST_CORNER_PX = 2 ** 31;

/**
 * The pixels whose centres lie inside an odd number of rings (even-odd, so a ring in a ring is a hole), as far as
 * they lie in a picture of this size. A centre exactly on an edge is inside where the polygon lies to its right or,
 * for a horizontal edge, below: polygons that share an edge share no pixel and leave none out.
 * Rings of fewer than three corners hold nothing; a lasso is one ring.
 * @throws {BlemishError} 'input' for a corner that is not a number, is too far away, or lacks its y
 */
export function fillPolygon(rings: readonly Ring[], width: number, height: number): Spans {
  const edges = edgesByRow(rings, height);
  const writer = new SpanWriter();
  const active: Edge[] = [];
  const crossings = new Float64Array(edges.length);
  for (let y = edges.length === 0 ? height : edges[0].firstRow, next = 0; y < height; y++) {
    removeEnded(active, y);
    while (next < edges.length && edges[next].firstRow === y) active.push(edges[next++]);
    if (active.length === 0 && next === edges.length) break;
    for (let i = 0; i < active.length; i++) {
      crossings[i] = active[i].x + (y + 0.5 - active[i].y) * active[i].slope;
    }
    const inOrder = crossings.subarray(0, active.length).sort();
    for (let i = 0; i + 1 < inOrder.length; i += 2) {
      const start = Math.max(0, Math.ceil(inOrder[i] - 0.5));
      const end = Math.min(width, Math.ceil(inOrder[i + 1] - 0.5));
      if (start < end) writer.add(y, start, end);
    }
  }
  return writer.finish();
}

/** An edge that passes between the centres of some rows. */
interface Edge {
  /** Its upper end, px. */
  readonly x: number;
  readonly y: number;
  /** px to the right per px down. */
  readonly slope: number;
  readonly firstRow: number;
  /** After the last row. */
  readonly endRow: number;
}

function edgesByRow(rings: readonly Ring[], height: number): Edge[] {
  const edges: Edge[] = [];
  for (const ring of rings) {
    checkCorners(ring);
    for (let i = 0, previous = ring.length - 2; i < ring.length; previous = i, i += 2) {
      const edge = edgeBetween(ring[previous], ring[previous + 1], ring[i], ring[i + 1], height);
      if (edge.firstRow < edge.endRow) edges.push(edge);
    }
  }
  return edges.sort((a, b) => a.firstRow - b.firstRow);
}

function edgeBetween(x0: number, y0: number, x1: number, y1: number, height: number): Edge {
  if (y0 > y1) return edgeBetween(x1, y1, x0, y0, height);
  return {
    x: x0,
    y: y0,
    slope: (x1 - x0) / (y1 - y0),
    firstRow: Math.max(0, Math.ceil(y0 - 0.5)),
    endRow: Math.min(height, Math.ceil(y1 - 0.5)),
  };
}

function removeEnded(active: Edge[], y: number): void {
  let kept = 0;
  for (const edge of active) if (edge.endRow > y) active[kept++] = edge;
  active.length = kept;
}

function checkCorners(ring: Ring): void {
  if (ring.length % 2 !== 0) throw badRing('has a corner without its y');
  for (let i = 0; i < ring.length; i++) {
    if (!(Math.abs(ring[i]) <= FARTHEST_CORNER_PX)) throw badRing(`has a corner at ${ring[i]}`);
  }
}

function badRing(problem: string): BlemishError {
  return new BlemishError('input', { problem: `A polygon ${problem}`, remedy: 'Correct its points' });
}
