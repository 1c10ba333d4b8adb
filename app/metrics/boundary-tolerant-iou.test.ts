import fc from 'fast-check';
import { expect, test } from 'vitest';
import { drawn, labelMaps } from '../mask/label-map.testing.ts';
import {
  NO_TOLERANCE_COUNTS,
  addToleranceCounts,
  toleranceCounts,
  toleranceScore,
} from './boundary-tolerant-iou.ts';
import { confusionMatrix } from './confusion.ts';
import { iouByClass } from './overlap.ts';

test('two lines side by side: strict 0, tolerant 1, equal areas', () => {
  const counts = toleranceCounts(drawn('111', '...', '...'), drawn('...', '111', '...'), 1, 1);
  expect(counts).toEqual({ intersection: 6, union: 6, predictedArea: 3, trueArea: 3 });
  expect(toleranceScore(counts)).toEqual({ boundaryTolerantIou: 1, strictIou: 0, areaRatio: 1 });
});

test('two lines two rows apart: beyond a tolerance of 1, within one of 2', () => {
  const truth = drawn('111', '...', '...');
  const prediction = drawn('...', '...', '111');
  expect(toleranceCounts(truth, prediction, 1, 1).intersection).toBe(0);
  expect(toleranceCounts(truth, prediction, 1, 2).intersection).toBe(6);
});

test('a 6 px scratch hit by one pixel in 36 scores 27/36 at tau 3, 1/36 strictly', () => {
  const truth = drawn('111111', '111111', '111111', '111111', '111111', '111111');
  const prediction = drawn('......', '......', '..1...', '......', '......', '......');
  expect(toleranceScore(toleranceCounts(truth, prediction, 1, 3))).toEqual({
    boundaryTolerantIou: 27 / 36,
    strictIou: 1 / 36,
    areaRatio: 1 / 36,
  });
});

test('ignored pixels leave both sides before any dilation', () => {
  // What is predicted on an ignored pixel vouches for no true pixel beside it.
  const counts = toleranceCounts(drawn('1#.'), drawn('.1.'), 1, 1);
  expect(counts).toEqual({ intersection: 0, union: 1, predictedArea: 0, trueArea: 1 });
});

test('another class does not vouch', () => {
  expect(toleranceCounts(drawn('1..'), drawn('2..'), 1, 2)).toEqual({
    intersection: 0,
    union: 1,
    predictedArea: 0,
    trueArea: 1,
  });
});

test('a class on one side only scores 0, on neither side nothing', () => {
  const missed = toleranceScore(toleranceCounts(drawn('1.'), drawn('..'), 1, 2));
  expect(missed).toEqual({ boundaryTolerantIou: 0, strictIou: 0, areaRatio: 0 });
  const invented = toleranceScore(toleranceCounts(drawn('..'), drawn('1.'), 1, 2));
  expect(invented).toEqual({ boundaryTolerantIou: 0, strictIou: 0, areaRatio: null });
  const absent = toleranceScore(toleranceCounts(drawn('..'), drawn('..'), 1, 2));
  expect(absent).toEqual({ boundaryTolerantIou: null, strictIou: null, areaRatio: null });
});

test('a set scores the ratio of sums, not the mean of ratios: 1 of 1 and 0 of 3 px make 1/4', () => {
  const hit = toleranceCounts(drawn('1..'), drawn('1..'), 1, 0);
  const missed = toleranceCounts(drawn('111'), drawn('...'), 1, 0);
  const set = [hit, missed].reduce(addToleranceCounts, NO_TOLERANCE_COUNTS);
  expect(toleranceScore(set).boundaryTolerantIou).toBe(1 / 4);
});

test('never below the strict IoU nor above 1, and at tau 0 the IoU of the confusion matrix', () => {
  fc.assert(
    fc.property(labelMaps(2, [0, 1, 2]), fc.double({ min: 0, max: 4, noNaN: true }), ([a, b], tau) => {
      const strict = toleranceScore(toleranceCounts(a, b, 1, 0));
      const tolerant = toleranceScore(toleranceCounts(a, b, 1, tau));
      expect(strict.boundaryTolerantIou).toBe(strict.strictIou);
      expect(strict.strictIou).toBe(iouByClass(confusionMatrix(a, b, 3))[1]);
      expect(tolerant.boundaryTolerantIou ?? 0).toBeGreaterThanOrEqual(tolerant.strictIou ?? 0);
      expect(tolerant.boundaryTolerantIou ?? 0).toBeLessThanOrEqual(1);
    }),
  );
});
