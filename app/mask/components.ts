import { labelSpans } from './label-spans.ts';
import { spansOfForeground } from './spans.ts';

/** Connected components of a mask, numbered by their first pixel in row-major order. */
export interface Components {
  /** Per pixel: 0 = in no component, else 1 to `count`. */
  readonly labels: Int32Array;
  readonly count: number;
}

/** The 8-connected components of the nonzero pixels of a `width * height` mask. */
export function connectedComponents(mask: Uint8Array, width: number, height: number): Components {
  const spans = spansOfForeground({ width, height, data: mask });
  const { numbers, count } = labelSpans(spans, 8);
  const labels = new Int32Array(width * height);
  for (let span = 0; span < numbers.length; span++) {
    const row = spans.rows[span] * width;
    const end = row + spans.ends[span];
    for (let i = row + spans.starts[span]; i < end; i++) labels[i] = numbers[span];
  }
  return { labels, count };
}

/** The pixel indices of each 8-connected component (entry 0 is component 1), in row-major order. */
export function componentPixels(mask: Uint8Array, width: number, height: number): Int32Array[] {
  const { rows, starts, ends } = spansOfForeground({ width, height, data: mask });
  const { numbers, count } = labelSpans({ rows, starts, ends }, 8);
  const offsets = new Int32Array(count + 1);
  for (let span = 0; span < numbers.length; span++) offsets[numbers[span]] += ends[span] - starts[span];
  for (let number = 1; number <= count; number++) offsets[number] += offsets[number - 1];

  const grouped = new Int32Array(offsets[count]);
  const next = offsets.slice();
  for (let span = 0; span < numbers.length; span++) {
    const row = rows[span] * width;
    for (let x = starts[span]; x < ends[span]; x++) grouped[next[numbers[span] - 1]++] = row + x;
  }
  return Array.from({ length: count }, (_, index) => grouped.subarray(offsets[index], offsets[index + 1]));
}
