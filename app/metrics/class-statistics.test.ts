import { expect, test } from 'vitest';
import { drawn } from '../mask/label-map.testing.ts';
import { encodeRuns } from '../mask/run-length-code.ts';
import { classStatistics } from './class-statistics.ts';

const MAP = encodeRuns(drawn('1111..1', '......1', '..22.##', '.......'));

test('counts pixels and instances of each class, and the largest of them', () => {
  expect(classStatistics(MAP, new Map())).toEqual([
    { classId: 1, pixels: 6, instances: 2, largestAreaPx: 4, largestLengthPx: 4 },
    { classId: 2, pixels: 2, instances: 1, largestAreaPx: 2, largestLengthPx: 2 },
  ]);
});

test('pieces nearer than the bridge distance are one instance', () => {
  const [first] = classStatistics(MAP, new Map([[1, 3.5]]));
  expect(first).toMatchObject({ instances: 1, pixels: 6, largestAreaPx: 6 });
});

test('an empty map shows no class', () => {
  expect(classStatistics(encodeRuns(drawn('...', '.#.')), new Map())).toEqual([]);
});
