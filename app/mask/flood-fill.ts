import { boxOf } from './box.ts';
import type { Box } from './component-shape.ts';
import { type LabelBitmap, valueAt } from './label-bitmap.ts';
import { type Connectivity, componentAt } from './label-spans.ts';
import { type Spans, spansOfValues } from './spans.ts';

/**
 * The pixels that hang together with pixel (x, y) and hold the same label value, within a box: what a bucket of
 * paint fills; none where (x, y) is outside. By whole runs instead of pixel by pixel, so that large plain areas cost little.
 */
export function floodFill(
  bitmap: LabelBitmap,
  x: number,
  y: number,
  connectivity: Connectivity = 4,
  box: Box = boxOf(bitmap),
): Spans {
  const seed = valueAt(bitmap, y * bitmap.width + x);
  const alike = spansOfValues(bitmap, box, (value) => value === seed);
  return componentAt(alike, x, y, connectivity);
}
