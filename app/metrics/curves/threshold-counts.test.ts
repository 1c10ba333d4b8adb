import fc from 'fast-check';
import { expect, test } from 'vitest';
import { averagePrecision, precisionRecallCurve } from './average-precision.ts';
import { areaUnderRoc, rocCurve } from './roc.ts';
import { thresholdCounts } from './threshold-counts.ts';

const positive = (score: number) => ({ score, positive: true });
const negative = (score: number) => ({ score, positive: false });
const samples = fc.array(
  fc.record({ score: fc.double({ min: 0, max: 1, noNaN: true }), positive: fc.boolean() }),
);

test('equal scores are called together', () => {
  expect(thresholdCounts([negative(0.5), positive(0.9), positive(0.5), negative(0.2)])).toEqual({
    positives: 2,
    negatives: 2,
    steps: [
      { threshold: 0.9, truePositives: 1, falsePositives: 0 },
      { threshold: 0.5, truePositives: 2, falsePositives: 1 },
      { threshold: 0.2, truePositives: 2, falsePositives: 2 },
    ],
  });
});

test('of 4 pairs the positive is above in 3 and equal in 1: AUROC 3.5 / 4', () => {
  const counts = thresholdCounts([positive(0.9), positive(0.5), negative(0.5), negative(0.2)]);
  expect(areaUnderRoc(counts)).toBe(0.875);
});

test('positives first and third: AP = (1 / 1 + 2 / 3) / 2', () => {
  const counts = thresholdCounts([positive(0.9), negative(0.8), positive(0.7), negative(0.1)]);
  expect(averagePrecision(counts)).toBeCloseTo(5 / 6, 14);
});

test('without positives or negatives there is no ROC, without positives no AP', () => {
  const onlyNegatives = thresholdCounts([negative(0.3)]);
  const onlyPositives = thresholdCounts([positive(0.3)]);
  expect([rocCurve(onlyNegatives), areaUnderRoc(onlyNegatives)]).toEqual([null, null]);
  expect([rocCurve(onlyPositives), areaUnderRoc(onlyPositives)]).toEqual([null, null]);
  expect([precisionRecallCurve(onlyNegatives), averagePrecision(onlyNegatives)]).toEqual([null, null]);
  expect(averagePrecision(onlyPositives)).toBe(1);
  expect(averagePrecision(thresholdCounts([]))).toBeNull();
});

test.each([NaN, -0.1, 1.5])('a score of %d is refused', (score) => {
  expect(() => thresholdCounts([positive(score)])).toThrow(`a score is ${score}`);
});

test('the area is the share of pairs in which the positive is above, equal ones half', () => {
  fc.assert(
    fc.property(samples, (drawn) => {
      const above = (a: number, b: number): number => (a > b ? 1 : a === b ? 0.5 : 0);
      const positives = drawn.filter((sample) => sample.positive);
      const negatives = drawn.filter((sample) => !sample.positive);
      const pairs = positives.flatMap((p) => negatives.map((n) => above(p.score, n.score)));
      const area = areaUnderRoc(thresholdCounts(drawn));
      if (pairs.length === 0) expect(area).toBeNull();
      else expect(area).toBeCloseTo(pairs.reduce((sum, share) => sum + share, 0) / pairs.length, 12);
    }),
  );
});

test('any rising change of the scores leaves every curve as it is', () => {
  fc.assert(
    fc.property(samples, (drawn) => {
      const halved = drawn.map(({ score, positive }) => ({ score: score / 2 + 0.25, positive }));
      const distinct = (values: typeof drawn): number => new Set(values.map(({ score }) => score)).size;
      fc.pre(distinct(halved) === distinct(drawn));
      expect(areaUnderRoc(thresholdCounts(halved))).toBe(areaUnderRoc(thresholdCounts(drawn)));
      expect(averagePrecision(thresholdCounts(halved))).toBe(averagePrecision(thresholdCounts(drawn)));
    }),
  );
});
