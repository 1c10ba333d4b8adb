import { boxOf, grown, intersection } from './box.ts';
import type { ClassFilter } from './class-filter.ts';
import type { Box } from './component-shape.ts';
import type { LabelBitmap } from './label-bitmap.ts';
import { BACKGROUND } from './label-map.ts';
import { type Operation, type StructuringElement, morph, reachOf } from './morphology.ts';
import { paint } from './paint.ts';
import type { Patch } from './patch.ts';
import { classOf } from './run-length-map.ts';
import { SpanWriter } from './span-writer.ts';
import { type Spans, maskOf, spansOfValues } from './spans.ts';

/**
 * Grows, shrinks, opens or closes one class within a box, px, exactly as if the whole map had been worked on: pixels
 * that it gains are painted where the filter allows, those that it loses become background.
 * @returns the change, or null where there is none
 */
export function reshapeClass(
  bitmap: LabelBitmap,
  classId: number,
  box: Box,
  operation: Operation,
  element: StructuringElement,
  over?: ClassFilter,
): Patch | null {
  const within = intersection(box, boxOf(bitmap));
  const seen = intersection(grown(within, reachOf(operation, element)), boxOf(bitmap));
  const spans = spansOfValues(bitmap, seen, (value) => classOf(value) === classId);
  const before = maskOf(spans, seen);
  const after = morph(before, seen.width, seen.height, operation, element);
  const gains = operation === 'dilate' || operation === 'close';
  const [more, less] = gains ? [after, before] : [before, after];
  return paint(bitmap, difference(more, less, seen, within), gains ? classId : BACKGROUND, over);
}

/** What is in one mask of the box `seen` and not in the other, within a box inside it. */
function difference(more: Uint8Array, less: Uint8Array, seen: Box, within: Box): Spans {
  const writer = new SpanWriter();
  for (let y = within.y; y < within.y + within.height; y++) {
    for (let x = within.x; x < within.x + within.width; x++) {
      const i = (y - seen.y) * seen.width + x - seen.x;
      if (more[i] !== 0 && less[i] === 0) writer.add(y, x, x + 1);
    }
  }
  return writer.finish();
}
