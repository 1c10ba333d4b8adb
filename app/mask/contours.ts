import { type Components, connectedComponents } from './components.ts';

/** The outline of one component along pixel edges. */
export interface Contour {
  /** Corners x0, y0, x1, y1, ... in whole px, clockwise on screen; the last is joined to the first. */
  readonly outer: Int32Array;
  /** The same for each hole, counterclockwise. */
  readonly holes: readonly Int32Array[];
}

/**
 * The contours of the 8-connected components of a mask's nonzero pixels, in the order of their first pixels.
 * `fillPolygon` of all their rings gives the mask back, pixel by pixel.
 * Each ring follows the cracks between pixels with the component on its right hand.
 * @param x the mask's place in the picture, px
 */
export function contoursOf(mask: Uint8Array, width: number, height: number, x = 0, y = 0): Contour[] {
  const { labels, count } = connectedComponents(mask, width, height);
  const grid: Grid = { labels, width, height, traced: new Uint8Array(labels.length) };
  const found = Array.from({ length: count }, () => ({ outer: NO_RING, holes: new Array<Int32Array>() }));
  for (let pixel = 0; pixel < labels.length; pixel++) {
    if (labels[pixel] === 0 || grid.traced[pixel] === 1) continue;
    if (pixel >= width && labels[pixel - width] !== 0) continue;
    const contour = found[labels[pixel] - 1];
    const ring = moved(trace(grid, pixel), x, y);
    if (contour.outer === NO_RING) contour.outer = ring;
    else contour.holes.push(ring);
  }
  return found;
}

const NO_RING: Int32Array = new Int32Array();

interface Grid {
  readonly labels: Components['labels'];
  readonly width: number;
  readonly height: number;
  /** 1 where the crack above a pixel is part of a ring already. */
  readonly traced: Uint8Array;
}

/** Steps along a crack by heading: east, south, west, north. */
const STEPS = [
  { dx: 1, dy: 0 },
  { dx: 0, dy: 1 },
  { dx: -1, dy: 0 },
  { dx: 0, dy: -1 },
] as const;
const EAST = 0;

/** The ring that begins with the crack above a pixel, heading east. */
function trace(grid: Grid, first: number): number[] {
  const startX = first % grid.width;
  const startY = (first - startX) / grid.width;
  const corners: number[] = [];
  let [x, y, heading] = [startX, startY, EAST];
  do {
    if (heading === EAST) grid.traced[y * grid.width + x] = 1;
    x += STEPS[heading].dx;
    y += STEPS[heading].dy;
    const next = nextHeading(grid, x, y, heading);
    if (next !== heading) corners.push(x, y);
    heading = next;
  } while (x !== startX || y !== startY || heading !== EAST);
  return corners;
}

/** Turns left wherever the component goes on there, so that pixels that meet at a corner are in one ring. */
function nextHeading(grid: Grid, x: number, y: number, heading: number): number {
  const { dx, dy } = STEPS[heading];
  // The four pixels around a corner (x, y) have it at their own corners; ahead of it are these two.
  const [aheadX, aheadY] = [x + (dx - 1) / 2, y + (dy - 1) / 2];
  if (isForeground(grid, aheadX + dy / 2, aheadY - dx / 2)) return (heading + 3) % 4;
  if (isForeground(grid, aheadX - dy / 2, aheadY + dx / 2)) return heading;
  return (heading + 1) % 4;
}

function isForeground({ labels, width, height }: Grid, x: number, y: number): boolean {
  return x >= 0 && y >= 0 && x < width && y < height && labels[y * width + x] !== 0;
}

function moved(corners: readonly number[], x: number, y: number): Int32Array {
  return Int32Array.from(corners, (coordinate, i) => coordinate + (i % 2 === 0 ? x : y));
}
