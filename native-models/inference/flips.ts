import type { Forward } from './forward.ts';

/** The mirror images that are predicted beside a picture: left to right; or also upside down, and both at once. */
export const FLIPS = ['none', 'horizontal', 'both'] as const;

export type Flips = (typeof FLIPS)[number];

interface Mirroring {
  readonly leftRight: boolean;
  readonly upDown: boolean;
}

const MIRRORINGS: Readonly<Record<Flips, readonly Mirroring[]>> = {
  none: [],
  horizontal: [{ leftRight: true, upDown: false }],
  both: [
    { leftRight: true, upDown: false },
    { leftRight: false, upDown: true },
    { leftRight: true, upDown: true },
  ],
};

/**
 * A forward pass that answers the mean of the class probabilities of the pictures and of their mirror images, each
 * turned back (test-time augmentation). Takes two or four times as long.
 */
export function withFlips(forward: Forward, flips: Flips): Forward {
  const mirrorings = MIRRORINGS[flips];
  if (mirrorings.length === 0) return forward;
  return async (batch, n, height, width) => {
    // In float64 the sum of four float32 numbers is exact: views that agree give what one of them gives.
    const sum = new Float64Array(await forward(batch, n, height, width));
    for (const mirroring of mirrorings) {
      const probabilities = await forward(mirrored(batch, height, width, mirroring), n, height, width);
      const back = mirrored(probabilities, height, width, mirroring);
      for (let i = 0; i < sum.length; i++) sum[i] += back[i];
    }
    const views = mirrorings.length + 1;
    const mean = new Float32Array(sum.length);
    for (let i = 0; i < sum.length; i++) mean[i] = sum[i] / views;
    return mean;
  };
}

/** Planes [..., height, width], each mirrored; mirrored twice they are as before. */
function mirrored(
  values: Float32Array,
  height: number,
  width: number,
  { leftRight, upDown }: Mirroring,
): Float32Array {
  const result = new Float32Array(values.length);
  for (let row = 0; row < values.length / width; row++) {
    const y = row % height;
    const from = (row - y + (upDown ? height - 1 - y : y)) * width;
    const line = values.subarray(from, from + width);
    result.set(line, row * width);
    if (leftRight) result.subarray(row * width, (row + 1) * width).reverse();
  }
  return result;
}
