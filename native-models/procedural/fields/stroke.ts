import { type Box, boxAround } from './box.ts';
import type { Point } from './wander.ts';

/** A point of a line whose width and strength vary along it. */
export interface StrokePoint extends Point {
  /** px. */
  readonly halfWidth: number;
  /** 0..1. */
  readonly strength: number;
}

/** Lines as seen from the pixels around them; each pixel knows the line nearest to it. */
export interface Strokes {
  readonly box: Box;
  /** From the line's middle, px; Infinity beyond reach. */
  readonly distance: Float32Array;
  /** Which side of the line: -1 or 1. */
  readonly sideOf: Int8Array;
  readonly halfWidth: Float32Array;
  readonly strength: Float32Array;
}

/** Draws lines of at least two points each; `reach` is how far from its edge a line matters, px. */
export function drawStrokes(
  lines: readonly (readonly StrokePoint[])[],
  reach: number,
  side: number,
): Strokes {
  const box = boxAround(extentOf(lines.flat()), reach, side);
  const count = box.width * box.height;
  const strokes: Strokes = {
    box,
    distance: new Float32Array(count).fill(Infinity),
    sideOf: new Int8Array(count),
    halfWidth: new Float32Array(count),
    strength: new Float32Array(count),
  };
  for (const line of lines)
    for (let i = 1; i < line.length; i++) drawSegment(strokes, line[i - 1], line[i], reach, side);
  return strokes;
}

/** How much of a pixel the line covers, 0..1: thin lines are faint. */
export function ink(halfWidth: number, distance: number): number {
  return Math.min(1, Math.max(0, halfWidth + 0.5 - distance)) * Math.min(1, 0.3 + 1.4 * halfWidth);
}

function drawSegment(
  strokes: Strokes,
  from: StrokePoint,
  to: StrokePoint,
  reach: number,
  side: number,
): void {
  const { box, distance, sideOf, halfWidth, strength } = strokes;
  const part = boxAround(extentOf([from, to]), reach, side);
  const dx = to.x - from.x;
  const dy = to.y - from.y;
  const square = dx * dx + dy * dy + 1e-9;
  for (let y = part.top; y < part.top + part.height; y++)
    for (let x = part.left; x < part.left + part.width; x++) {
      const along = Math.min(1, Math.max(0, ((x - from.x) * dx + (y - from.y) * dy) / square));
      const away = Math.sqrt((x - from.x - along * dx) ** 2 + (y - from.y - along * dy) ** 2);
      const at = (y - box.top) * box.width + x - box.left;
      const width = from.halfWidth + along * (to.halfWidth - from.halfWidth);
      if (away > width + reach || away - width >= distance[at] - halfWidth[at]) continue;
      distance[at] = away;
      sideOf[at] = (x - from.x) * dy - (y - from.y) * dx > 0 ? 1 : -1;
      halfWidth[at] = width;
      strength[at] = from.strength + along * (to.strength - from.strength);
    }
}

function extentOf(points: readonly StrokePoint[]): { x0: number; y0: number; x1: number; y1: number } {
  const extent = { x0: Infinity, y0: Infinity, x1: -Infinity, y1: -Infinity };
  for (const { x, y, halfWidth } of points) {
    extent.x0 = Math.min(extent.x0, x - halfWidth);
    extent.y0 = Math.min(extent.y0, y - halfWidth);
    extent.x1 = Math.max(extent.x1, x + halfWidth);
    extent.y1 = Math.max(extent.y1, y + halfWidth);
  }
  return extent;
}
