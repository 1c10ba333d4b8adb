import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { onlyClasses } from './class-filter.ts';
import { holesOf, specksOf } from './holes-and-specks.ts';
import { bitmapOf, boxesIn, copyOf, rowsOfSpans } from './label-bitmap.testing.ts';
import { drawn, labelMaps, rowsOf } from './label-map.testing.ts';
import { type Operation, type StructuringElement, morph } from './morphology.ts';
import { reshapeClass } from './reshape-class.ts';
import { boxAround } from './spans.ts';

interface RegionGolden {
  readonly mask: string[];
  readonly holes: string[];
  readonly reshaped: readonly (StructuringElement & { operation: Operation; after: string[] })[];
}

const file = new URL('../../tests/goldens/data/mask/regions.json', import.meta.url);
const goldens = JSON.parse(readFileSync(file, 'utf8')) as RegionGolden[];

test('morphology is that of cv2.morphologyEx', () => {
  for (const { mask, reshaped } of goldens) {
    const { data, width, height } = drawn(...mask);
    for (const { operation, after, ...element } of reshaped) {
      const result = morph(data, width, height, operation, element);
      expect([operation, element, rowsOf({ width, height, data: result })]).toEqual([
        operation,
        element,
        after,
      ]);
    }
  }
});

test('holes are those of scipy.ndimage.binary_fill_holes', () => {
  for (const { mask, holes } of goldens) {
    const map = drawn(...mask);
    expect(rowsOfSpans(holesOf(map, 1), map.width, map.height)).toEqual(holes);
  }
});

test('on a box, a class is reshaped as on the whole map', () => {
  const cases = labelMaps(1, [0, 0, 1, 1, 2]).chain(([map]) =>
    fc.record({
      map: fc.constant(map),
      box: boxesIn(map),
      operation: fc.constantFrom<Operation>('dilate', 'erode', 'open', 'close'),
      element: fc.record<StructuringElement>({
        shape: fc.constantFrom('disc', 'square'),
        radiusPx: fc.integer({ min: 0, max: 3 }),
      }),
    }),
  );
  fc.assert(
    fc.property(cases, ({ map, box, operation, element }) => {
      const whole = { ...map, data: map.data.slice(), instances: null };
      reshapeClass(whole, 1, { x: 0, y: 0, width: map.width, height: map.height }, operation, element);
      const part = { ...map, data: map.data.slice(), instances: null };
      reshapeClass(part, 1, box, operation, element);
      for (let i = 0; i < map.data.length; i++) {
        const [x, y] = [i % map.width, Math.floor(i / map.width)];
        const inside = x >= box.x && y >= box.y && x < box.x + box.width && y < box.y + box.height;
        expect(part.data[i]).toBe(inside ? whole.data[i] : map.data[i]);
      }
    }),
  );
});

test('a class grows over what the filter allows and leaves background when it shrinks', () => {
  const bitmap = bitmapOf('.....', '.122.', '.....');
  const box = { x: 0, y: 0, width: 5, height: 3 };
  const element: StructuringElement = { shape: 'disc', radiusPx: 1 };
  const grown = copyOf(bitmap);
  reshapeClass(grown, 1, box, 'dilate', element, onlyClasses([0]));
  expect(rowsOf(grown)).toEqual(['.1...', '1122.', '.1...']);
  expect(reshapeClass(bitmap, 2, box, 'erode', element)?.box).toEqual({ x: 2, y: 1, width: 2, height: 1 });
  expect(rowsOf(bitmap)).toEqual(['.....', '.1...', '.....']);
  expect(reshapeClass(bitmap, 9, box, 'dilate', element)).toBeNull();
});

test('a hole may hold another class, and needs closed sides, not corners', () => {
  const map = drawn('.1111.', '1.2.11', '.1111.');
  expect(rowsOfSpans(holesOf(map, 1), 6, 3)).toEqual(['......', '.111..', '......']);
  const open = drawn('111', '1.1', '1.1');
  expect(holesOf(open, 1).rows).toHaveLength(0);
});

test('specks are components of fewer pixels', () => {
  const map = drawn('1..2', '.1..', '...1', '11..');
  expect(rowsOfSpans(specksOf(map, 1, 2), 4, 4)).toEqual(['....', '....', '...1', '....']);
  expect(rowsOfSpans(specksOf(map, 1, 3), 4, 4)).toEqual(['1...', '.1..', '...1', '11..']);
  expect(boxAround(specksOf(map, 1, 1)).width).toBe(0);
});

test('a component that a box may have cut is no speck', () => {
  const map = drawn('1...', '..11', '....', '.1..');
  const box = { x: 0, y: 0, width: 3, height: 3 };
  expect(rowsOfSpans(specksOf(map, 1, 5, box), 4, 4)).toEqual(['1...', '....', '....', '....']);
});
