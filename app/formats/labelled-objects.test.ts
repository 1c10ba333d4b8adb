import fc from 'fast-check';
import { expect, test } from 'vitest';
import { componentPixels } from '../mask/components.ts';
import { drawn, labelMaps } from '../mask/label-map.testing.ts';
import { encodeValues } from '../mask/run-length-code.ts';
import { labelValue } from '../mask/run-length-map.ts';
import type { Spans } from '../mask/spans.ts';
import { runLengthsOf } from './annotations.testing.ts';
import { labelledObjects } from './labelled-objects.ts';

const pixelsOf = ({ rows, starts, ends }: Spans, width: number): number[] =>
  Array.from(rows, (y, span) =>
    Array.from({ length: ends[span] - starts[span] }, (_, i) => y * width + starts[span] + i),
  ).flat();

test('pieces that meet at corners are one object, rows do not wrap around', () => {
  const objects = labelledObjects(runLengthsOf(drawn('1..2', '.1.2', '..1.', '2..1')));
  expect(objects.map(({ classId, spans }) => [classId, pixelsOf(spans, 4)])).toEqual([
    [1, [0, 5, 10, 15]],
    [2, [3, 7]],
    [2, [12]],
  ]);
});

test('instances are whole, however far apart; touching ones stay apart', () => {
  const values = [labelValue(3, 1), labelValue(3, 2), 0, 0, 0, labelValue(3, 1)];
  const objects = labelledObjects(encodeValues(Uint32Array.from(values), 6, 1));
  expect(objects.map(({ instance, spans }) => [instance, pixelsOf(spans, 6)])).toEqual([
    [1, [0, 5]],
    [2, [1]],
  ]);
});

test('without instances, the objects of one class are its connected components', () => {
  fc.assert(
    fc.property(labelMaps(1, [0, 1]), ([map]) => {
      const components = componentPixels(map.data, map.width, map.height);
      const objects = labelledObjects(runLengthsOf(map));
      expect(objects.map(({ spans }) => pixelsOf(spans, map.width))).toEqual(
        components.map((pixels) => Array.from(pixels)),
      );
    }),
  );
});
