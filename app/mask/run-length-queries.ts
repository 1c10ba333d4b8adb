import type { RunLengthMap } from './run-length-map.ts';

/** Whether two codes stand for the same map. */
export function equalRuns(a: RunLengthMap, b: RunLengthMap): boolean {
  if (a.width !== b.width || a.height !== b.height || a.lengths.length !== b.lengths.length) return false;
  for (let run = 0; run < a.lengths.length; run++) {
    if (a.lengths[run] !== b.lengths[run] || a.values[run] !== b.values[run]) return false;
  }
  return true;
}

/** How many pixels hold each label value, background included, in the order of their first pixels. */
export function pixelsByValue({ lengths, values }: RunLengthMap): Map<number, number> {
  const pixels = new Map<number, number>();
  for (let run = 0; run < lengths.length; run++) {
    pixels.set(values[run], (pixels.get(values[run]) ?? 0) + lengths[run]);
  }
  return pixels;
}

/** The memory that a code's runs take, bytes. */
export function bytesOfRuns({ lengths, values }: RunLengthMap): number {
  return lengths.byteLength + values.byteLength;
}
