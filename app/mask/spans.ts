import { intersection, boxOf } from './box.ts';
import type { Box } from './component-shape.ts';
import type { LabelBitmap } from './label-bitmap.ts';
import { BACKGROUND, type LabelMap } from './label-map.ts';
import { RunScanner } from './run-scanner.ts';
import { SpanWriter } from './span-writer.ts';

/**
 * A set of pixels as horizontal spans, sorted by row, then by column; spans of one row neither overlap nor touch.
 * What a tool reaches (brush, wand, polygon, component) before it paints.
 */
export interface Spans {
  /** y of each span, px. */
  readonly rows: Int32Array;
  /** x of each span's first pixel. */
  readonly starts: Int32Array;
  /** x after each span's last pixel. */
  readonly ends: Int32Array;
}

/** The smallest box around all spans; of size 0 where there are none. */
export function boxAround({ rows, starts, ends }: Spans): Box {
  if (rows.length === 0) return { x: 0, y: 0, width: 0, height: 0 };
  let left = Infinity;
  let right = -Infinity;
  for (let i = 0; i < rows.length; i++) {
    if (starts[i] < left) left = starts[i];
    if (ends[i] > right) right = ends[i];
  }
  return { x: left, y: rows[0], width: right - left, height: rows[rows.length - 1] - rows[0] + 1 };
}

/** How many pixels the spans hold. */
export function pixelCount({ starts, ends }: Spans): number {
  let count = 0;
  for (let i = 0; i < starts.length; i++) count += ends[i] - starts[i];
  return count;
}

/** The pixels of a mask or map that are not 0, within a box. */
export function spansOfForeground(labels: LabelMap | LabelBitmap, box: Box = boxOf(labels)): Spans {
  return spansOfValues(labels, box, (value) => value !== BACKGROUND);
}

/** The pixels whose label value is accepted, within a box. */
export function spansOfValues(
  labels: LabelMap | LabelBitmap,
  box: Box,
  accepts: (value: number) => boolean,
): Spans {
  const within = intersection(box, boxOf(labels));
  const scanner = new RunScanner(labels);
  const writer = new SpanWriter();
  for (let y = within.y; y < within.y + within.height; y++) {
    const row = y * labels.width;
    const limit = row + within.x + within.width;
    let index = row + within.x;
    while (index < limit) {
      const end = scanner.endOfRun(index, limit);
      if (accepts(scanner.valueAt(index))) writer.add(y, index - row, end - row);
      index = end;
    }
  }
  return writer.finish();
}

/** The pixels of a box that are in none of the spans, which all lie inside the box. */
export function complementOf({ rows, starts, ends }: Spans, box: Box): Spans {
  const writer = new SpanWriter();
  const right = box.x + box.width;
  for (let y = box.y, span = 0; y < box.y + box.height; y++) {
    let x = box.x;
    for (; span < rows.length && rows[span] === y; span++) {
      if (starts[span] > x) writer.add(y, x, starts[span]);
      x = ends[span];
    }
    if (x < right) writer.add(y, x, right);
  }
  return writer.finish();
}

/** The spans that are kept, by their number. */
export function selectSpans({ rows, starts, ends }: Spans, keeps: (span: number) => boolean): Spans {
  const writer = new SpanWriter();
  for (let span = 0; span < rows.length; span++) {
    if (keeps(span)) writer.add(rows[span], starts[span], ends[span]);
  }
  return writer.finish();
}

/** A mask of a box, 1 inside the spans; what lies outside the box is left out. */
export function maskOf({ rows, starts, ends }: Spans, { x, y, width, height }: Box): Uint8Array {
  const mask = new Uint8Array(width * height);
  for (let span = 0; span < rows.length; span++) {
    const row = rows[span] - y;
    if (row < 0 || row >= height) continue;
    const start = Math.max(0, starts[span] - x);
    const end = Math.min(width, ends[span] - x);
    if (start < end) mask.fill(1, row * width + start, row * width + end);
  }
  return mask;
}
