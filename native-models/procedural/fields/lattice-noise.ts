import type { Random } from '../../random.ts';
import type { Field } from './field.ts';
import { whiteNoise } from './white-noise.ts';

/**
 * Smooth noise of about zero mean and unit deviation whose bumps are about `cellX` by `cellY` px (at least 1):
 * random values on a lattice, interpolated by Catmull-Rom splines.
 */
export function latticeNoise(
  width: number,
  height: number,
  cellX: number,
  cellY: number,
  source: Random,
): Field {
  const across = taps(width, cellX, source);
  const down = taps(height, cellY, source);
  const lattice = whiteNoise(across.knots * down.knots, source);
  const gain = across.gain * down.gain;
  return {
    width,
    height,
    data: interpolateDown(interpolateAcross(lattice, across, down.knots), down, width, gain),
  };
}

interface Taps {
  readonly knots: number;
  /** First of the four knots around each position. */
  readonly first: Int32Array;
  /** `[length, 4]`. */
  readonly weights: Float32Array;
  /** What interpolation takes from the deviation, inverted. */
  readonly gain: number;
}

function taps(length: number, cell: number, source: Random): Taps {
  const spacing = Math.max(1, cell);
  const phase = spacing > 1 ? source.uniform() : 0;
  const first = new Int32Array(length);
  const weights = new Float32Array(4 * length);
  for (let i = 0; i < length; i++) {
    const position = i / spacing + phase;
    first[i] = Math.floor(position);
    setCatmullRom(weights, 4 * i, position - first[i]);
  }
  return { knots: first[length - 1] + 4, first, weights, gain: spacing > 1 ? 1.15 : 1 };
}

function setCatmullRom(weights: Float32Array, at: number, t: number): void {
  weights[at] = t * (-0.5 + t * (1 - 0.5 * t));
  weights[at + 1] = 1 + t * t * (-2.5 + 1.5 * t);
  weights[at + 2] = t * (0.5 + t * (2 - 1.5 * t));
  weights[at + 3] = t * t * (-0.5 + 0.5 * t);
}

function interpolateAcross(
  lattice: Float32Array,
  { knots, first, weights }: Taps,
  rows: number,
): Float32Array {
  const width = first.length;
  const wide = new Float32Array(rows * width);
  for (let row = 0; row < rows; row++)
    for (let x = 0; x < width; x++) {
      const from = row * knots + first[x];
      const w = 4 * x;
      wide[row * width + x] =
        weights[w] * lattice[from] +
        weights[w + 1] * lattice[from + 1] +
        weights[w + 2] * lattice[from + 2] +
        weights[w + 3] * lattice[from + 3];
    }
  return wide;
}

function interpolateDown(
  wide: Float32Array,
  { first, weights }: Taps,
  width: number,
  gain: number,
): Float32Array {
  const data = new Float32Array(first.length * width);
  for (let y = 0; y < first.length; y++) {
    const from = first[y] * width;
    const w0 = gain * weights[4 * y];
    const w1 = gain * weights[4 * y + 1];
    const w2 = gain * weights[4 * y + 2];
    const w3 = gain * weights[4 * y + 3];
    for (let x = 0; x < width; x++)
      data[y * width + x] =
        w0 * wide[from + x] +
        w1 * wide[from + width + x] +
        w2 * wide[from + 2 * width + x] +
        w3 * wide[from + 3 * width + x];
  }
  return data;
}
