import { boxOf, isInside } from './box.ts';
import { type ClassFilter, everyClass } from './class-filter.ts';
import { type LabelBitmap, fillRange } from './label-bitmap.ts';
import type { Patch } from './patch.ts';
import { PatchWriter } from './patch-writer.ts';
import { classOf } from './run-length-map.ts';
import { RunScanner } from './run-scanner.ts';
import { type Spans, boxAround } from './spans.ts';

const EVERY_CLASS = everyClass();

/**
 * Sets the pixels of spans, which lie inside the bitmap, to a label value, but only those whose class the filter
 * lets through. Costs no more than the pixels of the spans.
 * @returns the change; its box is the dirty box. Null where nothing changed.
 */
export function paint(
  bitmap: LabelBitmap,
  spans: Spans,
  value: number,
  over: ClassFilter = EVERY_CLASS,
): Patch | null {
  const box = boxAround(spans);
  if (!isInside(box, boxOf(bitmap))) throw new RangeError('Spans to paint reach beyond the bitmap.');
  const scanner = new RunScanner(bitmap);
  const writer = new PatchWriter(box);
  for (let span = 0; span < spans.rows.length; span++) {
    const y = spans.rows[span];
    const row = y * bitmap.width;
    const limit = row + spans.ends[span];
    let index = row + spans.starts[span];
    while (index < limit) {
      const end = scanner.endOfRun(index, limit);
      const before = scanner.valueAt(index);
      if (before !== value && over[classOf(before)] !== 0) {
        writer.change(y, index - row, end - row, before, value);
        fillRange(bitmap, index, end, value);
      }
      index = end;
    }
  }
  return writer.finish();
}
