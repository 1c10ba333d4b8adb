import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { componentsOfRuns } from './component-runs.ts';
import { connectedComponents } from './components.ts';
import { boxesIn, labelBitmaps, rowsOfSpans, valuesOf } from './label-bitmap.testing.ts';
import { drawn, labelMaps, rowsOf } from './label-map.testing.ts';
import { componentAt, labelSpans } from './label-spans.ts';
import { encodeRuns } from './run-length-code.ts';
import { classOf } from './run-length-map.ts';
import { boxAround, complementOf, maskOf, pixelCount, spansOfForeground } from './spans.ts';

test('corners join 8-connected components only', () => {
  const spans = spansOfForeground(drawn('1..', '.1.', '11.'));
  expect(labelSpans(spans, 8).count).toBe(1);
  const { numbers, count } = labelSpans(spans, 4);
  expect([[...numbers], count]).toEqual([[1, 2, 2], 2]);
});

test('a row between keeps components apart', () => {
  expect(labelSpans(spansOfForeground(drawn('1', '.', '1')), 8).count).toBe(2);
});

test("the counts are OpenCV's", () => {
  const file = new URL('../../tests/goldens/data/mask/regions.json', import.meta.url);
  const cases = JSON.parse(readFileSync(file, 'utf8')) as {
    mask: string[];
    fourConnected: number;
    eightConnected: number;
  }[];
  for (const { mask, fourConnected, eightConnected } of cases) {
    const spans = spansOfForeground(drawn(...mask));
    expect(labelSpans(spans, 4).count).toBe(fourConnected);
    expect(labelSpans(spans, 8).count).toBe(eightConnected);
  }
});

test('the component at a pixel; none beside all spans', () => {
  const spans = spansOfForeground(drawn('11.1', '..1.', '1...'));
  expect(rowsOfSpans(componentAt(spans, 2, 1, 8), 4, 3)).toEqual(['11.1', '..1.', '....']);
  expect(rowsOfSpans(componentAt(spans, 2, 1, 4), 4, 3)).toEqual(['....', '..1.', '....']);
  expect(componentAt(spans, 0, 1, 8).rows).toHaveLength(0);
});

test('components of runs are those of each label value', () => {
  fc.assert(
    fc.property(labelBitmaps(), (bitmap) => {
      const { spans, values, numbers, count } = componentsOfRuns(encodeRuns(bitmap));
      const all = valuesOf(bitmap);
      const wanted = new Set(all.filter((value) => classOf(value) !== 0 && classOf(value) !== 255));
      expect(new Set(values)).toEqual(wanted);
      let expected = 0;
      for (const value of wanted) {
        const mask = Uint8Array.from(all, (other) => (other === value ? 1 : 0));
        expected += connectedComponents(mask, bitmap.width, bitmap.height).count;
        const own = [...values.keys()].filter((span) => values[span] === value);
        expect(own.reduce((sum, span) => sum + spans.ends[span] - spans.starts[span], 0)).toBe(
          mask.reduce((sum, pixel) => sum + pixel, 0),
        );
      }
      expect(count).toBe(expected);
      expect(new Set(numbers).size).toBe(count);
    }),
  );
});

test('spans, their complement in a box, and their mask', () => {
  const cases = labelMaps(1, [0, 1]).chain(([map]) => fc.tuple(fc.constant(map), boxesIn(map)));
  fc.assert(
    fc.property(cases, ([map, box]) => {
      const spans = spansOfForeground(map, box);
      const mask = maskOf(spans, box);
      const complement = complementOf(spans, box);
      expect(maskOf(complement, box)).toEqual(mask.map((pixel) => 1 - pixel));
      expect(pixelCount(spans) + pixelCount(complement)).toBe(box.width * box.height);
    }),
  );
});

test('the box around spans', () => {
  expect(boxAround(spansOfForeground(drawn('....', '..1.', '.1..')))).toEqual({
    x: 1,
    y: 1,
    width: 2,
    height: 2,
  });
  expect(boxAround(spansOfForeground(drawn('..')))).toEqual({ x: 0, y: 0, width: 0, height: 0 });
});

test('a mask of a box leaves out what lies beyond', () => {
  const mask = maskOf(spansOfForeground(drawn('1111', '1111', '1111')), { x: 3, y: 1, width: 3, height: 3 });
  expect(rowsOf({ width: 3, height: 3, data: mask })).toEqual(['1..', '1..', '...']);
});
