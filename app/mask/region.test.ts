import { expect, test } from 'vitest';
import { drawn, rowsOf } from './label-map.testing.ts';
import { inspectedRegion, outsideRegionIgnored } from './region.ts';

test('outside the region everything is ignored, inside nothing changes', () => {
  const labels = drawn('.12', '1#.');
  expect(rowsOf(outsideRegionIgnored(labels, Uint8Array.of(0, 0, 1, 1, 1, 9)))).toEqual(['##2', '1#.']);
});

test('the inspected region is what is not ignored', () => {
  expect([...inspectedRegion(drawn('.1', '#2'))]).toEqual([1, 1, 0, 1]);
});
