import { encode } from 'fast-png';
import { classPalette } from '../../app/domain/class-colours.ts';
import type { LabelMap } from '../../app/mask/label-map.ts';

/** A label map as an 8-bit palette PNG: the indices are the class ids, the palette shows them in their colours. */
export function encodeLabelMap({ width, height, data }: LabelMap): Uint8Array {
  const palette = classPalette().map((colour) => [...colour]);
  return encode({ width, height, data, channels: 1, depth: 8, palette });
}
