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

/** The pixel indices of each component (entry 0 is component 1), in row-major order. */
export function componentPixels({ labels, count }: Components): Int32Array[] {
  const ends = new Int32Array(count + 1);
  for (const label of labels) if (label > 0) ends[label]++;
  for (let label = 1; label <= count; label++) ends[label] += ends[label - 1];

  const grouped = new Int32Array(ends[count]);
  const next = ends.slice();
  for (let i = 0; i < labels.length; i++) {
    if (labels[i] > 0) grouped[next[labels[i] - 1]++] = i;
  }
  return Array.from({ length: count }, (_, index) => grouped.subarray(ends[index], ends[index + 1]));
}
