import { boxOf } from './box.ts';
import type { Box } from './component-shape.ts';
import { type LabelBitmap, emptyBitmap, fillRange } from './label-bitmap.ts';
import { BACKGROUND, type LabelMap } from './label-map.ts';
import type { RunLengthMap } from './run-length-map.ts';
import { RunScanner } from './run-scanner.ts';
import { RunWriter } from './run-writer.ts';

/** The run-length code of a map, or of a box inside it (px; the code then has the box's size). */
export function encodeRuns(labels: LabelMap | LabelBitmap, box: Box = boxOf(labels)): RunLengthMap {
  const scanner = new RunScanner(labels);
  const writer = new RunWriter();
  const wholeRows = box.width === labels.width;
  const stretches = wholeRows ? 1 : box.height;
  const stretchLength = wholeRows ? box.width * box.height : box.width;
  for (let stretch = 0; stretch < stretches; stretch++) {
    let index = (box.y + stretch) * labels.width + box.x;
    const limit = index + stretchLength;
    while (index < limit) {
      const end = scanner.endOfRun(index, limit);
      writer.append(end - index, scanner.valueAt(index));
      index = end;
    }
  }
  return writer.finish(box.width, box.height);
}

/**
 * The run-length code of `width * height` stored numbers, row-major: label values, or what `valueOf` makes such; it is
 * asked once for each run.
 */
export function encodeValues(
  stored: ArrayLike<number>,
  width: number,
  height: number,
  valueOf: (stored: number) => number = (value) => value,
): RunLengthMap {
  const writer = new RunWriter();
  for (let index = 0, end = 0; index < stored.length; index = end) {
    const first = stored[index];
    while (end < stored.length && stored[end] === first) end++;
    writer.append(end - index, valueOf(first));
  }
  return writer.finish(width, height);
}

/** The map that a run-length code stands for. */
export function decodeRuns({ width, height, lengths, values }: RunLengthMap): LabelBitmap {
  const bitmap = emptyBitmap(width, height);
  for (let run = 0, start = 0; run < lengths.length; run++) {
    const end = start + lengths[run];
    if (values[run] !== BACKGROUND) fillRange(bitmap, start, end, values[run]);
    start = end;
  }
  return bitmap;
}

/** Overwrites the box at (x, y), px, of the code's size, which must lie inside the bitmap. */
export function drawRuns(
  bitmap: LabelBitmap,
  { width, lengths, values }: RunLengthMap,
  x: number,
  y: number,
): void {
  for (let run = 0, start = 0; run < lengths.length; run++) {
    const end = start + lengths[run];
    while (start < end) {
      const column = start % width;
      const rowStart = (y + (start - column) / width) * bitmap.width + x;
      const length = Math.min(end - start, width - column);
      fillRange(bitmap, rowStart + column, rowStart + column + length, values[run]);
      start += length;
    }
  }
}
