import { expect, test } from 'vitest';
import { onlyClasses, unlockedClasses } from './class-filter.ts';
import { bitmapOf, valuesOf } from './label-bitmap.testing.ts';
import { drawn, rowsOf } from './label-map.testing.ts';
import { paint } from './paint.ts';
import { applyPatch, invertPatch } from './patch.ts';
import { labelValue } from './run-length-map.ts';
import { spansOfForeground } from './spans.ts';

const cross = spansOfForeground(drawn('.1.', '111', '.1.'));

test('paints spans, and the patch takes it back', () => {
  const bitmap = bitmapOf('...', '...', '..2', '..2');
  const patch = paint(bitmap, cross, 5);
  expect(rowsOf(bitmap)).toEqual(['.5.', '555', '.52', '..2']);
  expect(patch?.box).toEqual({ x: 0, y: 0, width: 3, height: 3 });
  if (patch !== null) applyPatch(bitmap, invertPatch(patch));
  expect(rowsOf(bitmap)).toEqual(['...', '...', '..2', '..2']);
});

test('only over background, only over a class, not over a locked class', () => {
  const painted = (over: Uint8Array): string[] => {
    const bitmap = bitmapOf('.1.', '1.2', '.2.');
    paint(bitmap, cross, 5, over);
    return rowsOf(bitmap);
  };
  expect(painted(onlyClasses([0]))).toEqual(['.1.', '152', '.2.']);
  expect(painted(onlyClasses([2]))).toEqual(['.1.', '1.5', '.5.']);
  expect(painted(unlockedClasses([1]))).toEqual(['.1.', '155', '.5.']);
});

test('painting what is there already changes nothing', () => {
  expect(paint(bitmapOf('.5.', '555', '.5.'), cross, 5)).toBeNull();
  expect(paint(bitmapOf('...', '...', '...'), spansOfForeground(drawn('...')), 5)).toBeNull();
});

test('the first instance gives the map a plane of instances; the class alone clears them', () => {
  const bitmap = bitmapOf('1.', '..');
  const patch = paint(bitmap, spansOfForeground(drawn('11')), labelValue(1, 3));
  expect(valuesOf(bitmap)).toEqual([labelValue(1, 3), labelValue(1, 3), 0, 0]);
  paint(bitmap, spansOfForeground(drawn('.1')), 1);
  expect(valuesOf(bitmap)).toEqual([labelValue(1, 3), 1, 0, 0]);
  if (patch !== null) applyPatch(bitmap, invertPatch(patch));
  expect(valuesOf(bitmap)).toEqual([1, 0, 0, 0]);
});

test('spans beyond the bitmap are a mistake of the caller', () => {
  expect(() => paint(bitmapOf('..', '..'), cross, 1)).toThrow(RangeError);
});
