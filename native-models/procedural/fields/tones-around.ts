import type { Box } from './box.ts';
import type { Field } from './field.ts';
import { spreadOf } from './spread.ts';

const MARGIN_PX = 4;
const LARGEST_SAMPLE = 1000;

/** Mean and deviation of the tones in and near a box, from about a thousand of them. */
export function tonesAround(
  { left, top, width, height }: Box,
  tones: Field,
): { mean: number; deviation: number } {
  const right = Math.min(tones.width, left + width + MARGIN_PX);
  const bottom = Math.min(tones.height, top + height + MARGIN_PX);
  const stride = Math.max(1, Math.floor(Math.sqrt((width * height) / LARGEST_SAMPLE)));
  const values: number[] = [];
  for (let y = Math.max(0, top - MARGIN_PX); y < bottom; y += stride)
    for (let x = Math.max(0, left - MARGIN_PX); x < right; x += stride)
      values.push(tones.data[y * tones.width + x]);
  return spreadOf(values);
}
