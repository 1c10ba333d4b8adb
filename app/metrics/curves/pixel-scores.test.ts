import { expect, test } from 'vitest';
import { drawn } from '../../mask/label-map.testing.ts';
import { averagePrecision } from './average-precision.ts';
import { pixelScoreHistogram } from './pixel-scores.ts';
import { addScoreHistograms, emptyScoreHistogram, histogramThresholdCounts } from './score-histogram.ts';

const probabilities = (...ofDefect: number[]) => ({
  numClasses: 2,
  width: ofDefect.length,
  height: 1,
  data: Float32Array.from([...ofDefect.map((p) => 1 - p), ...ofDefect]),
});

test('each counted pixel is in the bin nearest to its probability', () => {
  const histogram = pixelScoreHistogram(drawn('1.1#'), probabilities(1, 0.26, 0.1, 0.5), 1, 5);
  expect([...histogram.positives]).toEqual([1, 0, 0, 0, 1]);
  expect([...histogram.negatives]).toEqual([0, 1, 0, 0, 0]);
});

test('histograms of two images add up to that of both', () => {
  const first = pixelScoreHistogram(drawn('1.'), probabilities(0.9, 0.4), 1);
  const second = pixelScoreHistogram(drawn('.1'), probabilities(0.6, 0.5), 1);
  const both = pixelScoreHistogram(drawn('1..1'), probabilities(0.9, 0.4, 0.6, 0.5), 1);
  expect(addScoreHistograms(first, second)).toEqual(both);
  expect(addScoreHistograms(both, emptyScoreHistogram())).toEqual(both);
  expect(averagePrecision(histogramThresholdCounts(both))).toBeCloseTo((1 + 2 / 3) / 2, 14);
});

test('everything ignored counts nothing, so there is no AP', () => {
  const histogram = pixelScoreHistogram(drawn('##'), probabilities(0.9, NaN), 1);
  expect(averagePrecision(histogramThresholdCounts(histogram))).toBeNull();
});

test('NaN, sizes and numbers of bins that do not fit are refused', () => {
  expect(() => pixelScoreHistogram(drawn('1.'), probabilities(0.9, NaN), 1)).toThrow(
    'a probability of class 1 is NaN',
  );
  expect(() => pixelScoreHistogram(drawn('1'), probabilities(0.9, 0.1), 1)).toThrow('2x1 px');
  expect(() => emptyScoreHistogram(1)).toThrow('the number of bins is 1');
  expect(() => addScoreHistograms(emptyScoreHistogram(4), emptyScoreHistogram(5))).toThrow(
    'of 4 and of 5 bins',
  );
});
