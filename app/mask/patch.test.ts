import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BlemishError } from '../domain/errors.ts';
import type { LabelBitmap } from './label-bitmap.ts';
import { bitmapOf, bitmapsOfSize, boxesIn, copyOf, valuesOf } from './label-bitmap.testing.ts';
import { mergePatches } from './merge-patches.ts';
import { type Patch, applyPatch, bytesOfPatch, invertPatch, patchBetween, patchFits } from './patch.ts';

function made(before: LabelBitmap, after: LabelBitmap): Patch {
  const patch = patchBetween(before, after);
  if (patch === null) throw new Error('The maps are the same.');
  return patch;
}

test('a patch holds 0 wherever nothing changes', () => {
  const { before, after } = made(bitmapOf('123', '123'), bitmapOf('124', '143'));
  expect([[...before.lengths], [...before.values]]).toEqual([
    [2, 1, 1, 1, 1],
    [0, 3, 0, 2, 0],
  ]);
  expect([[...after.lengths], [...after.values]]).toEqual([
    [2, 1, 1, 1, 1],
    [0, 4, 0, 4, 0],
  ]);
});

test('no change is no patch', () => {
  expect(patchBetween(bitmapOf('12'), bitmapOf('12'))).toBeNull();
});

test('a patch leaves alone what it does not change', () => {
  const bitmap = bitmapOf('55', '55');
  applyPatch(bitmap, made(bitmapOf('12', '12'), bitmapOf('13', '12')));
  expect(valuesOf(bitmap)).toEqual([5, 3, 5, 5]);
});

test('it fits only where the changed pixels are as they were', () => {
  const patch = made(bitmapOf('11', '12'), bitmapOf('12', '12'));
  expect(patchFits(bitmapOf('31', '33'), patch)).toBe(true);
  expect(patchFits(bitmapOf('13', '12'), patch)).toBe(false);
  expect(patchFits(bitmapOf('11'), patch)).toBe(false);
});

test('a patch that reaches beyond the map is refused', () => {
  const patch = made(bitmapOf('11', '11'), bitmapOf('22', '22'));
  expect(() => {
    applyPatch(bitmapOf('11'), patch);
  }).toThrow(BlemishError);
});

test('its bytes are 8 for each run', () => {
  expect(bytesOfPatch(made(bitmapOf('11'), bitmapOf('12')))).toBe(4 * 8);
});

test('there and back', () => {
  const cases = fc.tuple(bitmapsOfSize(9, 6), bitmapsOfSize(9, 6), boxesIn({ width: 9, height: 6 }));
  fc.assert(
    fc.property(cases, ([before, after, box]) => {
      const bitmap = copyOf(before);
      const patch = patchBetween(before, after, box);
      if (patch === null) return;
      expect(patchFits(bitmap, patch)).toBe(true);
      applyPatch(bitmap, patch);
      expect(patchBetween(bitmap, after, box)).toBeNull();
      expect(patchFits(bitmap, invertPatch(patch))).toBe(true);
      applyPatch(bitmap, invertPatch(patch));
      expect(valuesOf(bitmap)).toEqual(valuesOf(before));
    }),
  );
});

test('merged patches do what all do in turn', () => {
  const steps = fc.array(fc.tuple(bitmapsOfSize(8, 7), boxesIn({ width: 8, height: 7 })), { maxLength: 6 });
  fc.assert(
    fc.property(bitmapsOfSize(8, 7), steps, (before, edits) => {
      const bitmap = copyOf(before);
      const patches: Patch[] = [];
      for (const [after, box] of edits) {
        const patch = patchBetween(bitmap, after, box);
        if (patch === null) continue;
        patches.push(patch);
        applyPatch(bitmap, patch);
      }
      const merged = mergePatches(patches);
      const replayed = copyOf(before);
      if (merged !== null) applyPatch(replayed, merged);
      expect(valuesOf(replayed)).toEqual(valuesOf(bitmap));
      if (merged !== null) applyPatch(replayed, invertPatch(merged));
      expect(valuesOf(replayed)).toEqual(valuesOf(before));
    }),
  );
});

test('a change and its undoing merge into none', () => {
  const patch = made(bitmapOf('12'), bitmapOf('11'));
  expect(mergePatches([patch, invertPatch(patch)])).toBeNull();
  expect(mergePatches([])).toBeNull();
});
