import { expect, test } from 'vitest';
import { encodeRuns, decodeRuns } from './run-length-code.ts';
import { labelValue } from './run-length-map.ts';
import type { LabelBitmap } from './label-bitmap.ts';
import { patchBetween } from './patch.ts';
import { replaceInBitmap, replaceInPatch, replaceInRuns } from './replace-classes.ts';

const REPLACEMENTS = new Map([
  [2, 1],
  [3, 0],
]);

/** Class and instance of four pixels. */
function bitmapOf(...pixels: readonly [number, number][]): LabelBitmap {
  const [data, instances] = [0, 1].map((plane) => pixels.map((pixel) => pixel[plane]));
  return { width: 4, height: 1, data: Uint8Array.from(data), instances: Uint32Array.from(instances) };
}

const before = bitmapOf([1, 5], [2, 5], [3, 5], [4, 0]);
const shown = bitmapOf([1, 5], [1, 5], [0, 0], [4, 0]);

test('classes are shown as others, with their instances, or as background', () => {
  const runs = replaceInRuns(encodeRuns(before), REPLACEMENTS);
  expect([...runs.lengths]).toEqual([2, 1, 1]);
  expect([...runs.values]).toEqual([labelValue(1, 5), 0, 4]);
  const bitmap = decodeRuns(encodeRuns(before));
  replaceInBitmap(bitmap, REPLACEMENTS);
  expect(encodeRuns(bitmap)).toEqual(runs);
});

test('a patch does to the map as it is shown what it did to the map', () => {
  const after = bitmapOf([2, 5], [2, 5], [4, 0], [3, 0]);
  const patch = replaceInPatch(patchBetween(before, after)!, REPLACEMENTS);
  expect(patch).toEqual(patchBetween(shown, bitmapOf([1, 5], [1, 5], [4, 0], [0, 0])));
});

test('a patch between two classes that show as one does nothing', () => {
  const after = bitmapOf([2, 5], [2, 5], [3, 5], [4, 0]);
  const patch = replaceInPatch(patchBetween(before, after)!, REPLACEMENTS);
  expect([...patch.before.values, ...patch.after.values]).toEqual([0, 0]);
});
