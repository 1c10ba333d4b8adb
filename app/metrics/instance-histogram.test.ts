import fc from 'fast-check';
import { expect, test } from 'vitest';
import { detectionMap, detectionMapScores, noDetectionMap } from './detection-map.ts';
import { countingMap, instanceHistogram } from './instance-histogram.ts';
import { predictInstances } from './operating-point.ts';

const THRESHOLDS = [0.375, 0.5, 0.75];
const AREAS = [1, 2, 4];

test('the map of all operating points is what predictInstances finds at each', () => {
  const plane = fc.array(fc.constantFrom(0, 0.25, 0.375, 0.5, 0.75, 1), { minLength: 48, maxLength: 48 });
  fc.assert(
    fc.property(plane, (values) => {
      const data = Float32Array.from([...values.map((p) => 1 - p), ...values]);
      const probabilities = { numClasses: 2, width: 8, height: 6, data };
      const at = (t: number, minAreaPx: number): ReturnType<typeof predictInstances> =>
        predictInstances(probabilities, { operatingPoints: new Map([[1, { t0: 0.25, t, minAreaPx }]]) });
      const histograms = at(0.25, 1).instances.map(({ pixels }) =>
        instanceHistogram(data.subarray(48), pixels, THRESHOLDS),
      );
      const oneByOne = THRESHOLDS.flatMap((t) => AREAS.map((area) => at(t, area).instances.length));
      expect(countingMap(histograms, THRESHOLDS, AREAS)).toEqual(oneByOne);
    }),
  );
});

test('a true instance is found by the best of those that touch it; others are false calls', () => {
  const histograms = [
    [3, 1, 0],
    [1, 1, 1],
    [2, 0, 0],
  ].map((counts) => Int32Array.from(counts));
  const none = [0, 0, 0, 0, 0, 0, 0, 0, 0];
  const overlaps = [
    { truth: 0, prediction: 0, areaPx: 1 },
    { truth: 0, prediction: 1, areaPx: 1 },
  ];
  const instances = { truthBins: [0, 1], predictionBins: [0, 0, 1], overlaps, histograms };
  expect(detectionMap(instances, { thresholds: THRESHOLDS, areas: AREAS }, 2)).toEqual({
    truths: [1, 1],
    found: [1, 1, 0, 1, 0, 0, 1, 0, 0, ...none],
    falseCalls: [...none, 1, 1, 0, 0, 0, 0, 0, 0, 0],
  });
});

test('rates of the map are over all sizes and by size', () => {
  const map = { truths: [3, 1], found: [2, 1, 1, 0], falseCalls: [4, 2, 1, 1] };
  const grid = { thresholds: [0.3, 0.6], areas: [1] };
  expect(detectionMapScores(map, grid, { images: 2, areaMm2: 1e6 })).toEqual({
    ...grid,
    truths: 4,
    detectionRate: [[3 / 4], [1 / 4]],
    falseCallsPerImage: [[5 / 2], [3 / 2]],
    falseCallsPerM2: [[5], [3]],
    bySize: [
      {
        truths: 3,
        detectionRate: [[2 / 3], [1 / 3]],
        falseCallsPerImage: [[2], [1]],
        falseCallsPerM2: [[4], [2]],
      },
      {
        truths: 1,
        detectionRate: [[1], [0]],
        falseCallsPerImage: [[1 / 2], [1 / 2]],
        falseCallsPerM2: [[1], [1]],
      },
    ],
  });
  const empty = detectionMapScores(noDetectionMap(grid, 1), grid, { images: 0, areaMm2: 0 });
  expect(empty).toMatchObject({
    truths: 0,
    detectionRate: [[null], [null]],
    falseCallsPerM2: [[null], [null]],
  });
});

test('NaN probabilities are in no instance, and refused in a histogram', () => {
  const data = Float32Array.from([NaN, 0, NaN, 1]);
  expect(predictInstances({ numClasses: 2, width: 2, height: 1, data }).instances).toHaveLength(1);
  expect(() => instanceHistogram(data, Int32Array.of(0), THRESHOLDS)).toThrow(/not a number/);
});
