import { boxAround, type Spans } from '../../mask/spans.ts';
import type { LabelCanvas } from '../label-canvas.ts';
import { MOST_CROSSINGS, polygonCounts } from './polygon.ts';
import { checkedCounts, decodeCounts, encodeCounts, refusedAnnotation } from './rle.ts';

/** What of a segmentation could not be painted as it is. */
interface PaintingNotes {
  readonly reachesOutside: boolean;
  /** Pixels of earlier annotations were painted over. */
  readonly covers: boolean;
}

/** Far enough for any picture, near enough for exact arithmetic. */
const FARTHEST_PX = 2 ** 26;

/**
 * Paints a segmentation as COCO has it: a list of polygons, or a run-length code, compressed (string) or not (list).
 * @throws {BlemishError} 'input' where it is none, of another size than the picture, or a polygon beside it
 */
export function paintSegmentation(
  segmentation: unknown,
  canvas: LabelCanvas,
  value: number,
  subject: string,
): PaintingNotes {
  if (Array.isArray(segmentation)) return paintPolygons(segmentation, canvas, value, subject);
  const covers = canvas.paintColumns(countsOf(segmentation, canvas, subject), value);
  return { reachesOutside: false, covers };
}

/** A box [x, y, width, height], px, as the segmentation that fills it. @throws {BlemishError} 'input' where it is none */
export function boxSegmentation(bbox: unknown, subject: string): number[][] {
  if (!Array.isArray(bbox) || bbox.length !== 4)
    throw refusedAnnotation(subject, 'The bbox is not of four numbers');
  const [x, y, width, height] = checkedPoints(bbox, `${subject}, bbox`);
  return [[x, y, x, y + height, x + width, y + height, x + width, y]];
}

function countsOf(code: unknown, { width, height }: LabelCanvas, subject: string): Uint32Array {
  if (typeof code !== 'object' || code === null || !('size' in code) || !('counts' in code)) {
    throw refusedAnnotation(subject, 'The segmentation is neither polygons nor a run-length code');
  }
  const { size, counts } = code;
  if (!Array.isArray(size) || size.length !== 2 || size[0] !== height || size[1] !== width) {
    throw refusedAnnotation(
      subject,
      `The run-length code has the size ${JSON.stringify(size)}, its image [${height},${width}] (height, width)`,
    );
  }
  if (typeof counts === 'string') return decodeCounts(counts, width * height, subject);
  if (Array.isArray(counts)) return checkedCounts(counts, width * height, subject);
  throw refusedAnnotation(subject, 'The counts of the run-length code are neither a string nor a list');
}

function paintPolygons(
  parts: readonly unknown[],
  canvas: LabelCanvas,
  value: number,
  subject: string,
): PaintingNotes {
  let reachesOutside = false;
  let covers = false;
  for (const [index, part] of parts.entries()) {
    const points = checkedPoints(part, `${subject}, polygon ${index}`);
    if (points.length < 6) {
      throw refusedAnnotation(subject, `Polygon ${index} has ${points.length / 2} points, fewer than three`);
    }
    if (liesOutside(points, canvas)) {
      throw refusedAnnotation(subject, `Polygon ${index} lies outside of its image`);
    }
    reachesOutside ||= isOutside(points, canvas);
    const counts = polygonCounts(points, canvas.width, canvas.height);
    if (counts === null) {
      throw refusedAnnotation(subject, `Polygon ${index} crosses more than ${MOST_CROSSINGS} columns`);
    }
    if (canvas.paintColumns(counts, value)) covers = true;
  }
  return { reachesOutside, covers };
}

function checkedPoints(part: unknown, subject: string): readonly number[] {
  if (!Array.isArray(part)) throw refusedAnnotation(subject, 'This is no list of coordinates');
  if (part.length % 2 === 1) {
    throw refusedAnnotation(subject, `There are ${part.length} coordinates, where each point has two`);
  }
  for (let i = 0; i < part.length; i++) {
    const coordinate: unknown = part[i];
    if (typeof coordinate !== 'number' || !(Math.abs(coordinate) <= FARTHEST_PX)) {
      throw refusedAnnotation(
        subject,
        `Coordinate ${i} is ${JSON.stringify(coordinate)}, no number of pixels`,
      );
    }
  }
  return part as number[];
}

/** Whether a polygon is wholly beside the picture. */
function liesOutside(points: readonly number[], { width, height }: LabelCanvas): boolean {
  return isBeyond(points, 0, width) || isBeyond(points, 1, height);
}

/** Whether all coordinates of one axis, 0 for x and 1 for y, are below 0 or all above `end`. */
function isBeyond(points: readonly number[], axis: 0 | 1, end: number): boolean {
  let [least, most] = [Infinity, -Infinity];
  for (let i = axis; i < points.length; i += 2) {
    if (points[i] < least) least = points[i];
    if (points[i] > most) most = points[i];
  }
  return most < 0 || least > end;
}

function isOutside(points: readonly number[], { width, height }: LabelCanvas): boolean {
  for (let i = 0; i < points.length; i += 2) {
    if (points[i] < 0 || points[i] > width || points[i + 1] < 0 || points[i + 1] > height) return true;
  }
  return false;
}

/** The compressed run-length code of an object's pixels, without loss. */
export function compressedSegmentation(
  spans: Spans,
  width: number,
  height: number,
): { size: [number, number]; counts: string } {
  return { size: [height, width], counts: encodeCounts(columnCounts(spans, width, height)) };
}

/** Lengths of column-major runs, the first of background. */
function columnCounts(spans: Spans, width: number, height: number): number[] {
  const box = boxAround(spans);
  const columns = transposedMask(spans, box.x, box.y, box.width, box.height);
  const counts: number[] = [];
  let start = 0;
  let inside = 0;
  const change = (position: number): void => {
    counts.push(position - start);
    start = position;
    inside = 1 - inside;
  };
  for (let x = 0; x < box.width; x++) {
    const column = x * box.height;
    const offset = (box.x + x) * height + box.y - column;
    for (let i = column; i < column + box.height; i++) if (columns[i] !== inside) change(offset + i);
    const isLast = x === box.width - 1;
    if (inside === 1 && (isLast || box.height < height)) change(offset + column + box.height);
  }
  if (start < width * height) counts.push(width * height - start);
  return counts;
}

/** A mask of the box, column after column, 1 inside the spans. */
function transposedMask(
  { rows, starts, ends }: Spans,
  left: number,
  top: number,
  width: number,
  height: number,
): Uint8Array {
  const mask = new Uint8Array(width * height);
  for (let span = 0; span < rows.length; span++) {
    const last = (ends[span] - left) * height + rows[span] - top;
    for (let i = (starts[span] - left) * height + rows[span] - top; i < last; i += height) mask[i] = 1;
  }
  return mask;
}
