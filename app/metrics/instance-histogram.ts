import { BlemishError } from '../domain/errors.ts';

/**
 * How many of an instance's pixels reach each threshold: all that the operating point needs to know of it. The
 * instance counts at (t, A) when its entry for t is at least A.
 * @param plane the class's probabilities, 0..1
 * @param pixels the instance's, as indices in the plane
 * @param thresholds ascending
 * Throws when a probability is not a number.
 */
export function instanceHistogram(
  plane: Float32Array,
  pixels: Int32Array,
  thresholds: readonly number[],
): Int32Array {
  const counts = new Int32Array(thresholds.length + 1);
  for (const pixel of pixels) {
    if (Number.isNaN(plane[pixel])) throw notANumber();
    counts[reached(thresholds, plane[pixel])]++;
  }
  for (let i = counts.length - 2; i >= 0; i--) counts[i] += counts[i + 1];
  return counts.subarray(1);
}

/** How many instances count at each operating point (t, A), `[thresholds, areas]`; maps of images add up. */
export function countingMap(
  histograms: readonly Int32Array[],
  thresholds: readonly number[],
  areas: readonly number[],
): number[] {
  const map = new Array<number>(thresholds.length * areas.length).fill(0);
  for (const histogram of histograms) {
    for (let t = 0; t < thresholds.length; t++) {
      const largest = reached(areas, histogram[t]);
      if (largest > 0) map[t * areas.length + largest - 1]++;
    }
  }
  for (let t = 0; t < thresholds.length; t++) {
    for (let a = areas.length - 2; a >= 0; a--) map[t * areas.length + a] += map[t * areas.length + a + 1];
  }
  return map;
}

/** Where any of several instances is enough: what the best of them has at each threshold. */
export function bestOf(histograms: readonly Int32Array[], thresholds: readonly number[]): Int32Array {
  return Int32Array.from(thresholds, (_, t) =>
    histograms.reduce((best, histogram) => Math.max(best, histogram[t]), 0),
  );
}

/** How many of some ascending limits a value reaches. */
function reached(limits: readonly number[], value: number): number {
  let low = 0;
  let high = limits.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (limits[middle] <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}

function notANumber(): BlemishError {
  return new BlemishError('numerics', {
    problem: 'a probability is not a number',
    remedy: 'Check the model: it gives NaN probabilities',
  });
}
