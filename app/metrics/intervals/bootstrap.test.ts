import { expect, test } from 'vitest';
import { random } from '../../../native-models/random.ts';
import { clusterBootstrap } from './cluster-bootstrap.ts';
import { clustersBy } from './clusters.ts';
import { pairedBootstrap } from './paired-bootstrap.ts';

const mean = (values: readonly number[]): number | null =>
  values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;

function uniform(seed: number): () => number {
  const source = random(seed);
  return () => source.uniform();
}

/** Draws every one of the 27 samples of 3 clusters once. */
function everySampleOfThree(): () => number {
  let draw = 0;
  return () => {
    const [sample, place] = [Math.floor(draw / 3), draw % 3];
    draw++;
    return ((Math.floor(sample / 3 ** place) % 3) + 0.5) / 3;
  };
}

test('the interval lies between the tails of all samples', () => {
  const estimate = clusterBootstrap([[0], [3], [6]], mean, {
    unit: 'lot',
    uniform: everySampleOfThree(),
    resamples: 27,
    confidence: 24 / 26,
  });
  // Of the 27 means the extremes 0 and 6 come once, 1 and 5 three times: ranks 1 and 25 from 0.
  expect(estimate).toEqual({
    value: 3,
    low: expect.closeTo(1, 12) as number,
    high: expect.closeTo(5, 12) as number,
    confidence: 24 / 26,
    n: 3,
    unit: 'lot',
    method: 'cluster-bootstrap',
  });
});

test('clusters are drawn whole, and items of none on their own', () => {
  const items = [
    { part: 'a', value: 1 },
    { part: null, value: 2 },
    { part: 'a', value: 3 },
    { part: null, value: 4 },
  ];
  const clusters = clustersBy(items, ({ part }) => part);
  expect(clusters.map((cluster) => cluster.map(({ value }) => value))).toEqual([[1, 3], [2], [4]]);
});

test('one cluster, or a statistic that hardly ever exists, has no interval', () => {
  const options = { unit: 'part', uniform: uniform(1), resamples: 50 } as const;
  expect(clusterBootstrap([[1, 2]], mean, options)).toMatchObject({
    value: 1.5,
    low: null,
    high: null,
    n: 1,
  });
  expect(clusterBootstrap([], mean, options)).toMatchObject({ value: null, low: null, high: null, n: 0 });
  expect(clusterBootstrap([[1], [2]], () => null, options)).toMatchObject({ value: null, low: null });
  expect(() => clusterBootstrap([[1]], mean, { ...options, resamples: 0 })).toThrow('resamples is 0');
});

test('views of one part are alike: intervals over parts cover the truth, over views they do not', () => {
  const source = random(20260303);
  let [overParts, overViews] = [0, 0];
  for (let trial = 0; trial < 100; trial++) {
    const parts = Array.from({ length: 40 }, () => {
      const part = source.normal();
      return Array.from({ length: 4 }, () => part + 0.2 * source.normal());
    });
    const options = { unit: 'part', uniform: () => source.uniform(), resamples: 200 } as const;
    if (holdsZero(clusterBootstrap(parts, mean, options))) overParts++;
    const views = parts.flat().map((view) => [view]);
    if (holdsZero(clusterBootstrap(views, mean, { ...options, resamples: 60 }))) overViews++;
  }
  expect(overParts / 100).toBeGreaterThan(0.9);
  expect(overParts / 100).toBeLessThan(0.99);
  expect(overViews / 100).toBeLessThan(0.7);
});

function holdsZero({ low, high }: { low: number | null; high: number | null }): boolean {
  return low !== null && high !== null && low <= 0 && high >= 0;
}

test('two runs that differ by the same on every part differ for sure', () => {
  const clusters = [5, 1, 9, 4].map((value) => ({ first: [value], second: [value + 0.5] }));
  expect(pairedBootstrap(clusters, mean, { unit: 'part', uniform: uniform(2), resamples: 99 })).toEqual({
    first: 4.75,
    second: 5.25,
    difference: {
      value: 0.5,
      low: 0.5,
      high: 0.5,
      confidence: 0.95,
      n: 4,
      unit: 'part',
      method: 'paired-bootstrap',
    },
    pValue: 0.02,
  });
});

test('a run does not differ from itself, and one part tells nothing', () => {
  const options = { unit: 'part', uniform: uniform(3), resamples: 99 } as const;
  const same = [1, 2].map((value) => ({ first: [value], second: [value] }));
  expect(pairedBootstrap(same, mean, options).pValue).toBe(1);
  expect(pairedBootstrap(same.slice(1), mean, options).pValue).toBeNull();
});

test('of runs that do not differ about 5 % get a p-value below 0.05', () => {
  const source = random(20260304);
  let alarms = 0;
  for (let trial = 0; trial < 100; trial++) {
    const clusters = Array.from({ length: 40 }, () => {
      const part = 3 * source.normal();
      return { first: [part + source.normal()], second: [part + source.normal()] };
    });
    const options = { unit: 'part', uniform: () => source.uniform(), resamples: 200 } as const;
    if ((pairedBootstrap(clusters, mean, options).pValue ?? 1) < 0.05) alarms++;
  }
  expect(alarms / 100).toBeGreaterThan(0.01);
  expect(alarms / 100).toBeLessThan(0.1);
});
