// For tests only: bitmaps drawn by hand and by chance, and spans as pictures.
import fc from 'fast-check';
import type { Box } from './component-shape.ts';
import { type LabelBitmap, valueAt } from './label-bitmap.ts';
import { drawn, rowsOf } from './label-map.testing.ts';
import { type Spans, maskOf } from './spans.ts';

/** `drawn`, to draw in. */
export function bitmapOf(...rows: readonly string[]): LabelBitmap {
  return { ...drawn(...rows), instances: null };
}

/** The label value of every pixel. */
export function valuesOf(bitmap: LabelBitmap): number[] {
  return Array.from(bitmap.data, (_, index) => valueAt(bitmap, index));
}

export function copyOf({ width, height, data, instances }: LabelBitmap): LabelBitmap {
  return { width, height, data: data.slice(), instances: instances?.slice() ?? null };
}

/** '1' where the spans are. */
export function rowsOfSpans(spans: Spans, width: number, height: number): string[] {
  return rowsOf({ width, height, data: maskOf(spans, { x: 0, y: 0, width, height }) });
}

/** Bitmaps of at most 12 px a side in a few classes, with or without instances. */
export function labelBitmaps(): fc.Arbitrary<LabelBitmap> {
  const side = fc.integer({ min: 1, max: 12 });
  return fc.tuple(side, side).chain(([width, height]) => bitmapsOfSize(width, height));
}

export function bitmapsOfSize(width: number, height: number): fc.Arbitrary<LabelBitmap> {
  const pixels = (values: readonly number[]): fc.Arbitrary<number[]> =>
    fc.array(fc.constantFrom(...values), { minLength: width * height, maxLength: width * height });
  const instances = pixels([0, 0, 1, 2 ** 24 - 1]).map((numbers) => Uint32Array.from(numbers));
  return fc
    .tuple(pixels([0, 0, 0, 1, 1, 254, 255]), fc.option(instances))
    .map(([data, numbers]) => ({ width, height, data: Uint8Array.from(data), instances: numbers }));
}

/** A box inside a map, at least 1 px a side. */
export function boxesIn({ width, height }: { width: number; height: number }): fc.Arbitrary<Box> {
  const range = (length: number): fc.Arbitrary<{ start: number; size: number }> =>
    fc
      .integer({ min: 0, max: length - 1 })
      .chain((start) => fc.integer({ min: 1, max: length - start }).map((size) => ({ start, size })));
  return fc
    .tuple(range(width), range(height))
    .map(([across, down]) => ({ x: across.start, y: down.start, width: across.size, height: down.size }));
}
