// Against scikit-learn, statsmodels, scipy and SimpleITK: the values come from tests/goldens/metrics_statistics.py.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { drawn } from '../mask/label-map.testing.ts';
import { contourDifferences } from './agreement/contour-differences.ts';
import { cohenKappa, labelAgreement } from './agreement/kappa.ts';
import { repeatability } from './agreement/repeatability.ts';
import { staple } from './agreement/staple.ts';
import { compareClasses } from './class-comparison.ts';
import { averagePrecision, precisionRecallCurve } from './curves/average-precision.ts';
import { pixelScoreHistogram } from './curves/pixel-scores.ts';
import { areaUnderRoc, rocCurve } from './curves/roc.ts';
import { histogramThresholdCounts } from './curves/score-histogram.ts';
import { type ThresholdCounts, thresholdCounts } from './curves/threshold-counts.ts';
import { detectionProbability } from './detection-probability/detection-probability.ts';
import { riskUpperBound } from './guarantees/risk-upper-bound.ts';
import { holmAdjusted } from './intervals/holm.ts';
import { normalQuantile } from './intervals/normal.ts';
import { wilson } from './intervals/wilson.ts';
import type { PixelSize } from './pixel-size.ts';

function golden(name: string): unknown {
  const file = new URL(`../../tests/goldens/data/metrics/${name}.json`, import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8'));
}

interface Curve {
  scores: number[];
  positive: number[];
  falsePositiveRates: number[];
  truePositiveRates: number[];
  precisions: number[];
  recalls: number[];
  areaUnderRoc: number;
  averagePrecision: number;
}

test('ROC, AUROC, precision-recall and AP are those of scikit-learn', () => {
  for (const curve of golden('curves') as Curve[]) {
    expectCurve(
      thresholdCounts(
        curve.scores.map((score, i) => ({ score: score / 255, positive: curve.positive[i] === 1 })),
      ),
      curve,
    );
  }
});

test('probabilities stored as bytes lose nothing in a histogram', () => {
  for (const curve of golden('curves') as Curve[]) {
    const truth = { width: curve.scores.length, height: 1, data: Uint8Array.from(curve.positive) };
    const ofClass = curve.scores.map((score) => score / 255);
    const data = Float32Array.from([...ofClass.map((probability) => 1 - probability), ...ofClass]);
    const histogram = pixelScoreHistogram(truth, { ...truth, numClasses: 2, data }, 1);
    expectCurve(histogramThresholdCounts(histogram), curve);
  }
});

test('Wilson intervals are those of statsmodels', () => {
  const cases = golden('wilson') as {
    events: number;
    trials: number;
    confidence: number;
    low: number;
    high: number;
  }[];
  for (const { events, trials, confidence, low, high } of cases) {
    const interval = wilson(events, trials, confidence);
    expect([interval.low, interval.high]).toEqual(close([low, high]));
  }
});

test('normal quantiles are those of scipy.stats.norm.ppf', () => {
  for (const { probability, quantile } of golden('normal') as { probability: number; quantile: number }[]) {
    expect(normalQuantile(probability)).toBeCloseTo(quantile, 6);
  }
});

test('p-values adjusted after Holm are those of statsmodels', () => {
  for (const { pValues, adjusted } of golden('holm') as { pValues: number[]; adjusted: number[] }[]) {
    expect(holmAdjusted(pValues)).toEqual(close(adjusted));
  }
});

test('the detection curve is that of statsmodels, its bound that of scipy', () => {
  const cases = golden('detection-probability') as {
    sizes: number[];
    hits: number[];
    intercept: number;
    slope: number;
    logLikelihood: number;
    a50: number;
    a90: number;
    a90Upper95: number;
  }[];
  for (const { sizes, hits, intercept, slope, logLikelihood, ...expected } of cases) {
    const result = detectionProbability(
      sizes.map((size, i) => ({ size, hit: hits[i] === 1 })),
      { sizeMeasure: 'length', sizeUnit: 'mm', falseCallsPerImage: 0 },
    );
    if (result.status === 'refused') throw new Error(result.reason);
    const { fit, a50, a90, a90Upper95 } = result;
    expect([fit.intercept, fit.slope, fit.logLikelihood]).toEqual(close([intercept, slope, logLikelihood]));
    expect(a50 / expected.a50).toBeCloseTo(1, 7);
    expect(a90 / expected.a90).toBeCloseTo(1, 7);
    expect(a90Upper95 / expected.a90Upper95).toBeCloseTo(1, 7);
  }
});

test('bounds of the risk are where scipy finds the chance to be 5 %', () => {
  const cases = golden('risk-upper-bound') as {
    n: number;
    allowedRisk: number;
    isBinary: boolean;
    upperBound: number;
  }[];
  for (const { n, allowedRisk, isBinary, upperBound } of cases) {
    expect(riskUpperBound(allowedRisk, n, isBinary)).toBeCloseTo(upperBound, 9);
  }
});

test("kappa is scikit-learn's cohen_kappa_score", () => {
  const cases = golden('kappa') as { classes: number; first: string[]; second: string[]; kappa: number }[];
  for (const { classes, first, second, kappa } of cases) {
    expect(cohenKappa(labelAgreement(drawn(...first), drawn(...second), classes))).toBeCloseTo(kappa, 12);
  }
});

test("the consensus is that of SimpleITK's STAPLE", () => {
  const cases = golden('staple') as {
    masks: string[][];
    probability: number[];
    sensitivity: number[];
    specificity: number[];
  }[];
  for (const { masks, probability, sensitivity, specificity } of cases) {
    const consensus = staple(
      masks.map((mask) => drawn(...mask)),
      1,
    );
    expect([...consensus.probability]).toEqual(close(probability, 6));
    expect(consensus.people.map((person) => person.sensitivity)).toEqual(close(sensitivity, 6));
    expect(consensus.people.map((person) => person.specificity)).toEqual(close(specificity, 6));
  }
});

test('contour differences are the distances between all pairs of boundary pixels', () => {
  const cases = golden('contour-differences') as {
    first: string[];
    second: string[];
    pixel: PixelSize;
    median: number;
    percentile95: number;
    bias: number;
  }[];
  for (const { first, second, pixel, ...expected } of cases) {
    const [{ frame, truth, prediction }] = compareClasses(drawn(...first), drawn(...second));
    const [inner, outer] = [truth, prediction].map(({ components }) =>
      components.map(({ pixels }) => pixels),
    );
    const matches = [{ truth: 0, prediction: 0 }];
    const { median, percentile95, bias } = repeatability([
      contourDifferences(inner, outer, matches, frame, pixel),
    ]);
    expect([median, percentile95, bias]).toEqual(
      close([expected.median, expected.percentile95, expected.bias]),
    );
  }
});

function expectCurve(counts: ThresholdCounts, expected: Curve): void {
  const roc = rocCurve(counts) ?? [];
  const precisionRecall = precisionRecallCurve(counts) ?? [];
  const { length } = expected.recalls;
  expect(roc.map((point) => point.falsePositiveRate)).toEqual(close(expected.falsePositiveRates));
  expect(roc.map((point) => point.truePositiveRate)).toEqual(close(expected.truePositiveRates));
  expect(precisionRecall.slice(0, length).map((point) => point.precision)).toEqual(
    close(expected.precisions),
  );
  expect(precisionRecall.slice(0, length).map((point) => point.recall)).toEqual(close(expected.recalls));
  expect(areaUnderRoc(counts)).toBeCloseTo(expected.areaUnderRoc, 12);
  expect(averagePrecision(counts)).toBeCloseTo(expected.averagePrecision, 12);
}

function close(values: readonly number[], digits = 9): unknown[] {
  return values.map((value) => expect.closeTo(value, digits) as unknown);
}
