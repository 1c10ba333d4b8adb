import { SpanWriter } from './span-writer.ts';
import type { Spans } from './spans.ts';

/**
 * In px, where pixel (x, y) covers x to x + 1 and y to y + 1, so its centre is at (x + 0.5, y + 0.5). Brush, polygon
 * and contour all count so.
 */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Hard-edged. A disc covers the pixels whose centres it reaches; a square likewise, with sides of twice the radius. */
export interface Brush {
  readonly shape: 'disc' | 'square';
  readonly radiusPx: number;
}

/** Any disc of this radius reaches the centre of the pixel that holds its own centre. */
const ALWAYS_REACHES_A_CENTRE_PX = Math.SQRT1_2;
/** A square whose sides run through pixel centres takes those on its left and top, not on both sides. */
const TIE_PX = 1e-6;

/** The pixels under a brush at one point, as far as they lie in a picture of this size. */
export function stamp(brush: Brush, at: Point, width: number, height: number): Spans {
  return sweep(brush, at, at, width, height);
}

/**
 * The pixels that a brush passes on its straight way between two points, so that a stroke has no gaps however far
 * apart its points are. The way itself is always painted, one pixel wide, however small the brush.
 */
export function sweep(brush: Brush, from: Point, to: Point, width: number, height: number): Spans {
  const writer = new SpanWriter();
  const reach = Math.max(brush.radiusPx, 1);
  const firstRow = Math.max(0, Math.floor(Math.min(from.y, to.y) - reach));
  const lastRow = Math.min(height - 1, Math.floor(Math.max(from.y, to.y) + reach));
  for (let y = firstRow; y <= lastRow; y++) {
    const extent = { left: Infinity, right: -Infinity };
    if (brush.shape === 'disc') reachByDisc(extent, y + 0.5, brush.radiusPx, from, to);
    else reachBySquare(extent, y + 0.5, brush.radiusPx, from, to);
    if (brush.radiusPx < ALWAYS_REACHES_A_CENTRE_PX) reachByLine(extent, y + 0.5, from, to);
    const start = Math.max(0, Math.ceil(extent.left - 0.5));
    const end = Math.min(width, Math.floor(extent.right - 0.5) + 1);
    if (start < end) writer.add(y, start, end);
  }
  return writer.finish();
}

/** How far a row is covered: from `left` to `right`, px, both included. */
interface Extent {
  left: number;
  right: number;
}

function widen(extent: Extent, left: number, right: number): void {
  if (left < extent.left) extent.left = left;
  if (right > extent.right) extent.right = right;
}

/** A swept disc is a disc at either end and a rectangle between: its outline is two arcs and two straight sides. */
function reachByDisc(extent: Extent, y: number, radius: number, from: Point, to: Point): void {
  for (const centre of [from, to]) {
    const squaredHalf = radius ** 2 - (y - centre.y) ** 2;
    if (squaredHalf >= 0) widen(extent, centre.x - Math.sqrt(squaredHalf), centre.x + Math.sqrt(squaredHalf));
  }
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  if (dy === 0) return;
  const toSide = radius / Math.hypot(dx, dy);
  for (const side of [-toSide, toSide]) {
    const along = (y - from.y - side * dx) / dy;
    if (along < 0 || along > 1) continue;
    const x = from.x - side * dy + along * dx;
    widen(extent, x, x);
  }
}

function reachBySquare(extent: Extent, y: number, radius: number, from: Point, to: Point): void {
  const [start, end] = [shifted(from, -TIE_PX), shifted(to, -TIE_PX)];
  reachByRectangle(extent, y, radius, radius, start, end);
}

function shifted({ x, y }: Point, by: number): Point {
  return { x: x + by, y: y + by };
}

/** The line between the centres of the two end pixels: one pixel per row if steep, one per column if not. */
function reachByLine(extent: Extent, y: number, from: Point, to: Point): void {
  const [start, end] = [pixelCentre(from), pixelCentre(to)];
  const steep = Math.abs(end.y - start.y) > Math.abs(end.x - start.x);
  reachByRectangle(extent, y, steep ? 0.5 : 0, steep ? 0 : 0.5, start, end);
}

function pixelCentre({ x, y }: Point): Point {
  return { x: Math.floor(x) + 0.5, y: Math.floor(y) + 0.5 };
}

/** Widens by a rectangle, given by half its sides, that moves between two centres. */
function reachByRectangle(
  extent: Extent,
  y: number,
  halfWidth: number,
  halfHeight: number,
  from: Point,
  to: Point,
): void {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const [above, below] = [y - halfHeight - from.y, y + halfHeight - from.y];
  if (dy === 0 && (above > 0 || below < 0)) return;
  // The part of the way, 0..1, on which the rectangle meets the row.
  const entry = dy === 0 ? 0 : Math.max(0, Math.min(above / dy, below / dy));
  const exit = dy === 0 ? 1 : Math.min(1, Math.max(above / dy, below / dy));
  if (entry > exit) return;
  const [entryX, exitX] = [from.x + entry * dx, from.x + exit * dx];
  widen(extent, Math.min(entryX, exitX) - halfWidth, Math.max(entryX, exitX) + halfWidth);
}
