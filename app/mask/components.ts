import { type RowPairRuns, rowPairRuns } from './row-pair-runs.ts';

/** Connected components of a mask, numbered by their first pixel in row-major order. */
export interface Components {
  /** Per pixel: 0 = in no component, else 1 to `count`. */
  readonly labels: Int32Array;
  readonly count: number;
}

/** The 8-connected components of the nonzero pixels of a `width * height` mask. */
export function connectedComponents(mask: Uint8Array, width: number, height: number): Components {
  const runs = rowPairRuns(mask, width, height);
  const labels = new Int32Array(mask.length);
  let count = 0;
  for (let pair = 0; 2 * pair < height; pair++) {
    const upper = 2 * pair * width;
    count = numberPair(runs, pair, mask, upper, count);
    // The last row of an odd number of rows is painted twice.
    paintPair(runs, pair, mask, upper, Math.min(upper + width, mask.length - width), labels);
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
  labels: Int32Array,
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
