import { boxOf, intersection, isInside } from './box.ts';
import type { Box } from './component-shape.ts';
import { type Connectivity, componentAt } from './label-spans.ts';
import { SpanWriter } from './span-writer.ts';
import type { Spans } from './spans.ts';

/** A picture as it was taken: interleaved [height, width, channels], one channel or more, 8 or 16 bit. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  readonly data: Uint8Array | Uint8ClampedArray | Uint16Array;
}

export interface WandOptions {
  /** The largest difference from the seed in any channel, in the picture's own values, 0 = exactly alike. */
  readonly tolerance: number;
  /** Only what hangs together with the seed, and how; 'everywhere' = all pixels alike. */
  readonly reach: Connectivity | 'everywhere';
  /** Where to look, px. */
  readonly box?: Box;
}

/** The pixels whose colour is like that of pixel (x, y), whole px; none where that is outside the picture. */
export function colourWand(picture: Picture, x: number, y: number, options: WandOptions): Spans {
  if (!isInside({ x, y, width: 1, height: 1 }, boxOf(picture))) return new SpanWriter().finish();
  const box = intersection(options.box ?? boxOf(picture), boxOf(picture));
  const alike = colourRange(picture, y * picture.width + x, options.tolerance, box);
  return options.reach === 'everywhere' ? alike : componentAt(alike, x, y, options.reach);
}

function colourRange(picture: Picture, seed: number, tolerance: number, box: Box): Spans {
  const writer = new SpanWriter();
  const alike = new Uint8Array(box.width);
  for (let y = box.y; y < box.y + box.height; y++) {
    alike.fill(1);
    for (let channel = 0; channel < picture.channels; channel++) {
      const value = picture.data[seed * picture.channels + channel];
      const first = (y * picture.width + box.x) * picture.channels + channel;
      excludeOthers(alike, picture, first, value - tolerance, value + tolerance);
    }
    addRow(writer, alike, box.x, y);
  }
  return writer.finish();
}

/** Sets to 0 the pixels of a row that are outside a range in one channel; `first` is the index of its first value. */
function excludeOthers(
  alike: Uint8Array,
  { data, channels }: Picture,
  first: number,
  lowest: number,
  highest: number,
): void {
  for (let x = 0, i = first; x < alike.length; x++, i += channels) {
    if (data[i] < lowest || data[i] > highest) alike[x] = 0;
  }
}

function addRow(writer: SpanWriter, alike: Uint8Array, left: number, y: number): void {
  let start = alike.indexOf(1);
  while (start >= 0) {
    const next = alike.indexOf(0, start);
    const end = next < 0 ? alike.length : next;
    writer.add(y, left + start, left + end);
    start = alike.indexOf(1, end);
  }
}
