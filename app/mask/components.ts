import { labelSpans } from './label-spans.ts';
import { type RowPairRuns, rowPairRuns } from './row-pair-runs.ts';
import { spansOfForeground } from './spans.ts';

/** Connected components of a mask, numbered by their first pixel in row-major order. */
export interface Components {
  /** Per pixel: 0 = in no component, else 1 to `count`. Half the memory where the numbers are small. */
  readonly labels: Uint16Array | Int32Array;
  readonly count: number;
}

/** The 8-connected components of the nonzero pixels of a `width * height` mask. */
export function connectedComponents(mask: Uint8Array, width: number, height: number): Components {
  const runs = rowPairRuns(mask, width, height);
  const pairs = Math.ceil(height / 2);
  let count = 0;
  for (let pair = 0; pair < pairs; pair++) count = numberPair(runs, pair, mask, 2 * pair * width, count);
  const labels = new (count < 2 ** 16 ? Uint16Array : Int32Array)(mask.length);
  for (let pair = 0; pair < pairs; pair++) {
    const upper = 2 * pair * width;
    // The last row of an odd number of rows is painted twice.
    paintPair(runs, pair, mask, upper, Math.min(upper + width, mask.length - width), labels);
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

/**
 * Puts the number of its component, negative, in the place of each run's parent; the pairs above have theirs.
 * @returns how many components there are so far, `count` of them from the pairs above
 */
function numberPair(
  { bounds, firstRuns, parents }: RowPairRuns,
  pair: number,
  mask: Uint8Array,
  upper: number,
  count: number,
): number {
  const [first, end] = [firstRuns[pair], firstRuns[pair + 1]];
  for (let run = first; run < end; run++) {
    const parent = parents[parents[run]];
    const begins = parent >= 0 && hasPixel(mask, upper + bounds[2 * run], upper + bounds[2 * run + 1]);
    if (begins) parents[parent] = -++count;
    parents[run] = begins ? -count : parent;
  }
  // What is still without a number begins in the lower row.
  for (let run = first; run < end; run++) {
    const parent = parents[run];
    if (parent < 0) continue;
    if (parents[parent] >= 0) parents[parent] = -++count;
    parents[run] = parents[parent];
  }
  return count;
}

function hasPixel(mask: Uint8Array, start: number, end: number): boolean {
  for (let i = start; i < end; i++) if (mask[i] !== 0) return true;
  return false;
}

function paintPair(
  { bounds, firstRuns, parents }: RowPairRuns,
  pair: number,
  mask: Uint8Array,
  upper: number,
  lower: number,
  labels: Components['labels'],
): void {
  for (let run = firstRuns[pair]; run < firstRuns[pair + 1]; run++) {
    const number = -parents[run];
    const end = bounds[2 * run + 1];
    for (let x = bounds[2 * run]; x < end; x++) {
      // -1 where there is a pixel, else 0: a branch here would be guessed wrong too often.
      labels[upper + x] = number & ((0 - mask[upper + x]) >> 31);
      labels[lower + x] = number & ((0 - mask[lower + x]) >> 31);
    }
  }
}
