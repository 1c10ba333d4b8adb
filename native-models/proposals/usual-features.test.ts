import { expect, test } from 'vitest';
import { random } from '../random.ts';
import { addFeatureSums, usualFeatures, type FeatureSums } from './usual-features.ts';

const CHANNELS = 3;

/** Sums over vectors whose channels vary differently and together. */
function sumsOf(vectors: readonly (readonly number[])[], odds: readonly number[]): FeatureSums {
  const products = new Float64Array(CHANNELS ** 2);
  const sum = new Float64Array(CHANNELS);
  for (const vector of vectors) {
    for (let row = 0; row < CHANNELS; row++) {
      sum[row] += vector[row];
      for (let column = 0; column < CHANNELS; column++)
        products[row * CHANNELS + column] += vector[row] * vector[column];
    }
  }
  const total = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);
  return {
    count: vectors.length,
    sum,
    products,
    pixels: odds.length,
    odds: total(odds),
    squaredOdds: total(odds.map((value) => value ** 2)),
  };
}

function correlated(count: number): number[][] {
  const source = random(4);
  return Array.from({ length: count }, () => {
    const [a, b, c] = [source.normal(), source.normal(), source.normal()];
    return [5 + a, 1 + 0.5 * a + b, -2 + c + 0.3 * b];
  });
}

test('whitened features vary by 1 in every direction, or a little less for the shrinkage', () => {
  const vectors = correlated(2000);
  const { mean, whitening } = usualFeatures(sumsOf(vectors, [0, 1]));
  const whitened = vectors.map((vector) =>
    [0, 1, 2].map((row) =>
      [0, 1, 2].reduce(
        (sum, column) => sum + whitening[row * CHANNELS + column] * (vector[column] - mean[column]),
        0,
      ),
    ),
  );
  for (let row = 0; row < CHANNELS; row++) {
    for (let column = 0; column < CHANNELS; column++) {
      const covariance =
        whitened.reduce((sum, vector) => sum + vector[row] * vector[column], 0) / vectors.length;
      expect(Math.abs(covariance - (row === column ? 1 : 0))).toBeLessThan(0.05);
    }
  }
});

test('sums of parts are the sums of the whole', () => {
  const vectors = correlated(10);
  const odds = [1, 2, 3, 4];
  const whole = usualFeatures(sumsOf(vectors, odds));
  const parts = usualFeatures(
    addFeatureSums(sumsOf(vectors.slice(0, 4), odds.slice(0, 1)), sumsOf(vectors.slice(4), odds.slice(1))),
  );
  expect(parts.oddsMean).toBeCloseTo(2.5, 12);
  expect(parts.oddsDeviation).toBeCloseTo(Math.sqrt(1.25), 12);
  for (const [index, value] of whole.whitening.entries())
    expect(parts.whitening[index]).toBeCloseTo(value, 4);
});

test('a set that is the same everywhere has no direction of its own, and nothing divides by zero', () => {
  const { whitening, oddsDeviation } = usualFeatures(
    sumsOf(
      [
        [1, 0, 0],
        [0, 0, 0],
      ],
      [0, 0],
    ),
  );
  expect([...whitening].every(Number.isFinite)).toBe(true);
  expect(oddsDeviation).toBeGreaterThan(0);
});
