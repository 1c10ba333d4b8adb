import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addCounts } from '../add-counts.ts';
import { dilate } from '../../mask/dilate.ts';
import { IGNORE } from '../../mask/label-map.ts';
import { drawn, labelMaps } from '../../mask/label-map.testing.ts';
import { confusionMatrix } from '../confusion.ts';
import { iouByClass } from '../overlap.ts';
import { noSweep, sweepScores, type SweepScores } from './tolerance-sweep.ts';
import { sweepOf, toleranceCounts } from './tolerance-sweep.testing.ts';

test('two lines side by side: strict 0, tolerant 1, equal areas', () => {
  const counts = toleranceCounts(drawn('111', '...', '...'), drawn('...', '111', '...'), 1, 1);
  expect(counts).toEqual({ intersection: 6, union: 6, predictedArea: 3, trueArea: 3 });
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
  expect(sweepScores(sweepOf(truth, prediction, 1, 3))).toMatchObject({
    boundaryTolerantIou: [27 / 36],
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
  const scores = (truth: string, prediction: string): SweepScores =>
    sweepScores(sweepOf(drawn(truth), drawn(prediction), 1, 2));
  expect(scores('1.', '..')).toMatchObject({ boundaryTolerantIou: [0], strictIou: 0, areaRatio: 0 });
  expect(scores('..', '1.')).toMatchObject({ boundaryTolerantIou: [0], strictIou: 0, areaRatio: null });
  expect(scores('..', '..')).toMatchObject({ boundaryTolerantIou: [null], strictIou: null, areaRatio: null });
});

test('a set scores the ratio of sums, not the mean of ratios: 1 of 1 and 0 of 3 px make 1/4', () => {
  const hit = sweepOf(drawn('1..'), drawn('1..'), 1, 0);
  const missed = sweepOf(drawn('111'), drawn('...'), 1, 0);
  const set = [hit, missed].reduce(addCounts, noSweep([0]));
  expect(sweepScores(set).boundaryTolerantIou).toEqual([1 / 4]);
});

test('what agrees is what dilation of either side covers, background included; at tau 0 it is the IoU', () => {
  // Thousandths of a px: what lies within rounding of a distance between pixels counts as equal to it.
  const tolerance = fc.integer({ min: 0, max: 4000 }).map((thousandths) => thousandths / 1000);
  fc.assert(
    fc.property(
      labelMaps(2, [0, 1, 2, IGNORE]),
      fc.constantFrom(0, 1),
      tolerance,
      ([a, drawing], id, tau) => {
        const b = { ...drawing, data: drawing.data.map((value) => (value === IGNORE ? 2 : value)) };
        const labelled = a.data.map((value) => (value === id ? 1 : 0));
        const predicted = b.data.map((value, i) => (value === id && a.data[i] !== IGNORE ? 1 : 0));
        const [nearLabelled, nearPredicted] = [labelled, predicted].map((mask) =>
          dilate(mask, a.width, a.height, tau),
        );
        const agreed = labelled.filter(
          (_, i) => (predicted[i] & nearLabelled[i]) | (labelled[i] & nearPredicted[i]),
        );
        expect(toleranceCounts(a, b, id, tau).intersection).toBe(agreed.length);
        const strict = sweepScores(sweepOf(a, b, id, 0));
        expect(strict.boundaryTolerantIou).toEqual([strict.strictIou]);
        expect(strict.strictIou).toBe(iouByClass(confusionMatrix(a, b, 3))[id]);
      },
    ),
  );
});
