import type { Rgb } from '../../domain/class-colours.ts';
import type { DecodedPng } from './decode-png.ts';

/** A colour as one number, 0xrrggbb. */
export function packedColour([red, green, blue]: Rgb): number {
  return (red << 16) | (green << 8) | blue;
}

/** The colour of each pixel as 0xrrggbb, whether the file holds it as such, as gray or by its palette; of 8 bits. */
export function packedColours({ values, channels, depth, palette }: DecodedPng): Uint32Array {
  const scale = palette === null ? 255 / (2 ** depth - 1) : 1;
  const colours = palette?.map(packedColour);
  const packed = new Uint32Array(values.length / channels);
  for (let pixel = 0; pixel < packed.length; pixel++) {
    const at = pixel * channels;
    if (colours !== undefined) packed[pixel] = colours[values[at]] ?? 0;
    else if (channels < 3) packed[pixel] = Math.round(values[at] * scale) * 0x010101;
    else {
      packed[pixel] = packedColour([
        Math.round(values[at] * scale),
        Math.round(values[at + 1] * scale),
        Math.round(values[at + 2] * scale),
      ]);
    }
  }
  return packed;
}
