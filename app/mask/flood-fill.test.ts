import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Picture, colourWand } from './colour-wand.ts';
import { floodFill } from './flood-fill.ts';
import type { LabelBitmap } from './label-bitmap.ts';
import { bitmapOf, labelBitmaps, rowsOfSpans, valuesOf } from './label-bitmap.testing.ts';
import type { Connectivity } from './label-spans.ts';
import { maskOf } from './spans.ts';

test('a bucket of paint stays within lines that meet at corners, unless corners count', () => {
  const bitmap = bitmapOf('..1..', '.1...', '1....');
  expect(rowsOfSpans(floodFill(bitmap, 0, 0), 5, 3)).toEqual(['11...', '1....', '.....']);
  expect(rowsOfSpans(floodFill(bitmap, 2, 0, 4), 5, 3)).toEqual(['..1..', '.....', '.....']);
  expect(rowsOfSpans(floodFill(bitmap, 2, 0, 8), 5, 3)).toEqual(['..1..', '.1...', '1....']);
});

test('a box bounds it', () => {
  const box = { x: 1, y: 0, width: 2, height: 2 };
  expect(rowsOfSpans(floodFill(bitmapOf('....', '....', '....'), 1, 1, 4, box), 4, 3)).toEqual([
    '.11.',
    '.11.',
    '....',
  ]);
});

test('agrees with a walk from neighbour to neighbour', () => {
  const cases = labelBitmaps().chain((bitmap) =>
    fc.tuple(fc.constant(bitmap), fc.nat(bitmap.data.length - 1), fc.constantFrom<Connectivity>(4, 8)),
  );
  fc.assert(
    fc.property(cases, ([bitmap, seed, connectivity]) => {
      const { width, height } = bitmap;
      const filled = floodFill(bitmap, seed % width, Math.floor(seed / width), connectivity);
      expect(maskOf(filled, { x: 0, y: 0, width, height })).toEqual(walked(bitmap, seed, connectivity));
    }),
  );
});

const gray: Picture = {
  width: 5,
  height: 2,
  channels: 1,
  data: Uint16Array.of(100, 103, 900, 97, 96, 100, 65535, 100, 94, 99),
};

test('a wand takes what is alike: hanging together, or everywhere', () => {
  const wand = (tolerance: number, reach: Connectivity | 'everywhere'): string[] =>
    rowsOfSpans(colourWand(gray, 0, 0, { tolerance, reach }), 5, 2);
  expect(wand(0, 4)).toEqual(['1....', '1....']);
  expect(wand(3, 4)).toEqual(['11...', '1....']);
  expect(wand(3, 8)).toEqual(['11.1.', '1.1.1']);
  expect(wand(3, 'everywhere')).toEqual(['11.1.', '1.1.1']);
  expect(wand(4, 'everywhere')).toEqual(['11.11', '1.1.1']);
  expect(wand(65535, 4)).toEqual(['11111', '11111']);
});

test('of a colour, the channel farthest off decides', () => {
  const rgb: Picture = { width: 3, height: 1, channels: 3, data: Uint8Array.of(9, 9, 9, 12, 6, 9, 9, 9, 13) };
  const found = (tolerance: number): string[] =>
    rowsOfSpans(colourWand(rgb, 0, 0, { tolerance, reach: 'everywhere' }), 3, 1);
  expect([found(2), found(3), found(4)]).toEqual([['1..'], ['11.'], ['111']]);
});

test('a wand looks within its box', () => {
  const box = { x: 1, y: 0, width: 9, height: 1 };
  const found = colourWand(gray, 1, 0, { tolerance: 7, reach: 'everywhere', box });
  expect(rowsOfSpans(found, 5, 2)).toEqual(['.1.11', '.....']);
});

test('a click beside the picture finds nothing', () => {
  for (const [x, y] of [
    [5, 0],
    [0, 2],
    [-1, 0],
  ]) {
    expect(colourWand(gray, x, y, { tolerance: 9, reach: 'everywhere' }).rows).toHaveLength(0);
    expect(floodFill(bitmapOf('.....', '.....'), x, y).rows).toHaveLength(0);
  }
});

function walked(bitmap: LabelBitmap, seed: number, connectivity: Connectivity): Uint8Array {
  const { width, height } = bitmap;
  const values = valuesOf(bitmap);
  const reached = new Uint8Array(values.length);
  const open = [seed];
  for (let i = open.pop(); i !== undefined; i = open.pop()) {
    if (reached[i] === 1) continue;
    reached[i] = 1;
    for (const [dx, dy] of connectivity === 4 ? SIDES : [...SIDES, ...CORNERS]) {
      const [x, y] = [(i % width) + dx, Math.floor(i / width) + dy];
      const inside = x >= 0 && y >= 0 && x < width && y < height;
      if (inside && values[y * width + x] === values[seed]) open.push(y * width + x);
    }
  }
  return reached;
}

const SIDES = [
  [1, 0],
  [-1, 0],
  [0, 1],
  [0, -1],
];
const CORNERS = [
  [1, 1],
  [-1, 1],
  [1, -1],
  [-1, -1],
];
