import fc from 'fast-check';
import { expect, test } from 'vitest';
import { emptyBitmap } from './label-bitmap.ts';
import { bitmapOf, boxesIn, copyOf, labelBitmaps, valuesOf } from './label-bitmap.testing.ts';
import { drawn } from './label-map.testing.ts';
import { decodeRuns, drawRuns, encodeRuns, encodeValues } from './run-length-code.ts';
import { labelValue } from './run-length-map.ts';
import { bytesOfRuns, equalRuns, pixelsByValue } from './run-length-queries.ts';

test('runs go on across the ends of rows', () => {
  const { lengths, values } = encodeRuns(drawn('..1', '11.', '.22'));
  expect([...lengths]).toEqual([2, 3, 2, 2]);
  expect([...values]).toEqual([0, 1, 0, 2]);
});

test('instances part a run of one class', () => {
  const bitmap = bitmapOf('1111');
  bitmap.instances = Uint32Array.of(0, 7, 7, 0);
  const { lengths, values } = encodeRuns(bitmap);
  expect([...lengths]).toEqual([1, 2, 1]);
  expect([...values]).toEqual([1, labelValue(1, 7), 1]);
});

test('a box alone', () => {
  const { width, height, lengths, values } = encodeRuns(drawn('1234', '5677', '7777'), {
    x: 2,
    y: 0,
    width: 2,
    height: 3,
  });
  expect([width, height]).toEqual([2, 3]);
  expect([...lengths]).toEqual([1, 1, 4]);
  expect([...values]).toEqual([3, 4, 7]);
});

test('a map whose bytes begin anywhere in a buffer', () => {
  for (const offset of [0, 1, 2, 3]) {
    const data = new Uint8Array(new ArrayBuffer(64), offset, 40).fill(200, 9, 31);
    expect([...encodeRuns({ width: 8, height: 5, data }).lengths]).toEqual([9, 22, 9]);
  }
});

test('decoding gives the map back', () => {
  fc.assert(
    fc.property(labelBitmaps(), (bitmap) => {
      const code = encodeRuns(bitmap);
      expect(valuesOf(decodeRuns(code))).toEqual(valuesOf(bitmap));
      for (let run = 1; run < code.values.length; run++)
        expect(code.values[run]).not.toBe(code.values[run - 1]);
    }),
  );
});

test('values are coded like the bitmap that holds them', () => {
  fc.assert(
    fc.property(labelBitmaps(), (bitmap) => {
      const values = Uint32Array.from(valuesOf(bitmap));
      expect(encodeValues(values, bitmap.width, bitmap.height)).toEqual(encodeRuns(bitmap));
    }),
  );
});

test('a box drawn over where it came from restores it and touches nothing else', () => {
  const cases = labelBitmaps().chain((bitmap) => fc.tuple(fc.constant(bitmap), boxesIn(bitmap)));
  fc.assert(
    fc.property(cases, ([bitmap, box]) => {
      const wiped = copyOf(bitmap);
      for (let y = box.y; y < box.y + box.height; y++) {
        const start = y * bitmap.width + box.x;
        wiped.data.fill(9, start, start + box.width);
        wiped.instances?.fill(9, start, start + box.width);
      }
      drawRuns(wiped, encodeRuns(bitmap, box), box.x, box.y);
      expect(valuesOf(wiped)).toEqual(valuesOf(bitmap));
    }),
  );
});

test('8192x8192 px of background are one run', () => {
  const { lengths, values } = encodeRuns(emptyBitmap(8192, 8192));
  expect([[...lengths], [...values]]).toEqual([[8192 * 8192], [0]]);
});

test('equality, pixels by value, bytes', () => {
  const code = encodeRuns(drawn('.11', '2.1'));
  expect(equalRuns(code, encodeRuns(drawn('.11', '2.1')))).toBe(true);
  expect(equalRuns(code, encodeRuns(drawn('.11', '2.2')))).toBe(false);
  expect(equalRuns(code, encodeRuns(drawn('.1', '12', '.1')))).toBe(false);
  expect([...pixelsByValue(code)]).toEqual([
    [0, 2],
    [1, 3],
    [2, 1],
  ]);
  expect(bytesOfRuns(code)).toBe(5 * 8);
});
