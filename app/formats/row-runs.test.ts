import fc from 'fast-check';
import { expect, test } from 'vitest';
import { drawn, labelMaps } from '../mask/label-map.testing.ts';
import { boxAround, maskOf, spansOfForeground } from '../mask/spans.ts';
import { rowRunsOf, spansOfRowRuns } from './row-runs.ts';

test('runs go on across rows of the box', () => {
  const spans = spansOfForeground(drawn('.....', '..11.', '.11..', '.....'));
  expect(rowRunsOf(spans, boxAround(spans))).toEqual([1, 4, 1]);
  expect(rowRunsOf(spans, { x: 0, y: 0, width: 5, height: 4 })).toEqual([7, 2, 2, 2, 7]);
});

test('the first run is outside, of length 0 where the box begins inside', () => {
  const spans = spansOfForeground(drawn('11', '11'));
  expect(rowRunsOf(spans, { x: 0, y: 0, width: 2, height: 2 })).toEqual([0, 4]);
});

test('runs give the pixels back', () => {
  fc.assert(
    fc.property(labelMaps(1, [0, 0, 1]), ([map]) => {
      const spans = spansOfForeground(map);
      const whole = { x: 0, y: 0, width: map.width, height: map.height };
      for (const box of [whole, boxAround(spans)]) {
        const again = spansOfRowRuns(rowRunsOf(spans, box), box);
        expect(maskOf(again, whole)).toEqual(map.data);
      }
    }),
  );
});
