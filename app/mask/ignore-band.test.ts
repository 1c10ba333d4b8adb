import fc from 'fast-check';
import { expect, test } from 'vitest';
import { withIgnoreBand } from './ignore-band.ts';
import { drawn, labelMaps, rowsOf } from './label-map.testing.ts';

function banded(bandPx: number, ...rows: string[]): string[] {
  return rowsOf(withIgnoreBand(drawn(...rows), bandPx));
}

test('band 1 takes one pixel on either side of a contour, band 2 two', () => {
  expect(banded(1, '...111')).toEqual(['..##11']);
  expect(banded(2, '...111')).toEqual(['.####1']);
});

test('a contour between two defect classes is one too', () => {
  expect(banded(1, '1122')).toEqual(['1##2']);
});

test('band 1 reaches no diagonal neighbour, band 1.5 does', () => {
  expect(banded(1, '...', '.1.', '...')).toEqual(['.#.', '###', '.#.']);
  expect(banded(1.5, '...', '.1.', '...')).toEqual(['###', '###', '###']);
});

test('ignored pixels stay and bound no contour', () => {
  expect(banded(1, '..##11')).toEqual(['..##11']);
});

test('a map of one class has no contour', () => {
  expect(banded(5, '11', '11')).toEqual(['11', '11']);
});

test('band 0 changes nothing; a wider band only adds to a narrower one', () => {
  fc.assert(
    fc.property(labelMaps(1, [0, 1, 2, 255]), ([labels]) => {
      expect(withIgnoreBand(labels, 0)).toEqual(labels);
      const narrow = withIgnoreBand(labels, 1).data;
      const wide = withIgnoreBand(labels, 2).data;
      for (let i = 0; i < narrow.length; i++) {
        expect([255, narrow[i]]).toContain(wide[i]);
        expect([255, labels.data[i]]).toContain(narrow[i]);
      }
    }),
  );
});
