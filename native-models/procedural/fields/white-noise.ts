import type { Random } from '../../random.ts';

/**
 * Independent draws, near enough to the standard normal (the sum of four bytes), at about 2 ns each: what a
 * noise of every pixel needs. One draw of `source` starts the stream (mulberry32).
 */
export function whiteNoise(count: number, source: Random): Float32Array {
  const noise = new Float32Array(count);
  let state = source.integer(0, 0x7fffffff);
  for (let i = 0; i < count; i++) {
    state = (state + 0x6d2b79f5) | 0;
    let bits = Math.imul(state ^ (state >>> 15), state | 1);
    bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61);
    bits ^= bits >>> 14;
    const sum = (bits & 255) + ((bits >>> 8) & 255) + ((bits >>> 16) & 255) + (bits >>> 24);
    noise[i] = (sum - MEAN) / DEVIATION;
  }
  return noise;
}

const MEAN = 4 * 127.5;
const DEVIATION = Math.sqrt((4 * (256 ** 2 - 1)) / 12);
