import fc from 'fast-check';
import { expect, test } from 'vitest';
import { labelMaps } from '../mask/label-map.testing.ts';
import { encodeValues } from '../mask/run-length-code.ts';
import { spansOfForeground } from '../mask/spans.ts';
import { LabelCanvas, objectValue } from './label-canvas.ts';

test('what is painted is run-length coded as every pixel would be, again after clearing', () => {
  fc.assert(
    fc.property(labelMaps(2, [0, 0, 1]), ([first, second]) => {
      const canvas = new LabelCanvas(first.width, first.height);
      for (const map of [first, second]) {
        canvas.paintSpans(spansOfForeground(map), 5);
        const values = Uint32Array.from(map.data, (id) => 5 * id);
        expect(canvas.labels()).toEqual(encodeValues(values, map.width, map.height));
        canvas.clear();
      }
    }),
  );
});

test('painting over another value is told', () => {
  const canvas = new LabelCanvas(3, 2);
  const covers = [
    canvas.paintColumns([0, 2, 4], 7),
    canvas.paintColumns([1, 2, 3], 7),
    canvas.paintColumns([2, 2, 2], 8),
  ];
  expect(covers).toEqual([false, false, true]);
  expect([...canvas.values]).toEqual([7, 8, 0, 7, 8, 0]);
});

test('objects are counted from 1; background and ignored pixels have no number', () => {
  expect([objectValue(3, 1), objectValue(3, 2 ** 24), objectValue(0, 9), objectValue(255, 9)]).toEqual([
    0x103, 0x103, 0, 255,
  ]);
});
