import type { RunLengthMap } from '../../mask/run-length-map.ts';

/** Fills `width * height` pixels, row-major, with what each label value is stored as; returns them. */
export function filledPixels<Pixels extends Uint8Array | Uint16Array>(
  { lengths, values }: RunLengthMap,
  pixels: Pixels,
  storedOf: (value: number) => number,
): Pixels {
  for (let run = 0, start = 0; run < lengths.length; run++) {
    pixels.fill(storedOf(values[run]), start, start + lengths[run]);
    start += lengths[run];
  }
  return pixels;
}
