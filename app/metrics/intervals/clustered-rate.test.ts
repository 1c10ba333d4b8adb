import { expect, test } from 'vitest';
import { random } from '../../../native-models/random.ts';
import { clopperPearson } from '../clopper-pearson.ts';
import { clusteredRate } from './clustered-rate.ts';

const source = random(7);
const sampling = { unit: 'part', uniform: () => source.uniform() } as const;

test('clusters of one trial have the exact interval', () => {
  const clusters = [1, 0, 0, 0].map((events) => ({ trials: 1, events }));
  expect(clusteredRate(clusters, sampling)).toMatchObject({ value: 1 / 4, ...clopperPearson(1, 4), n: 4 });
});

test('clusters of several are drawn whole', () => {
  const clusters = [0, 1, 2, 3].map((events) => ({ trials: 3, events }));
  const { value, low, high, method } = clusteredRate(clusters, sampling);
  expect([value, method]).toEqual([1 / 2, 'cluster-bootstrap']);
  expect([low! > 0, low! < 1 / 2, high! > 1 / 2, high! < 1]).toEqual([true, true, true, true]);
});

test('all found, or none, is not certain: 3 parts of 4 defects vouch for no more than 3 trials', () => {
  const of = (events: number): unknown =>
    clusteredRate(
      [4, 4, 4].map((trials) => ({ trials, events })),
      sampling,
    );
  expect(of(4)).toMatchObject({
    value: 1,
    low: expect.closeTo(0.025 ** (1 / 3), 12) as number,
    high: 1,
    n: 3,
  });
  expect(of(0)).toMatchObject({ value: 0, low: 0, high: expect.closeTo(1 - 0.025 ** (1 / 3), 12) as number });
});

test('clusters without a trial are left out', () => {
  expect(clusteredRate([{ trials: 0, events: 0 }], sampling)).toMatchObject({ value: null, n: 0 });
});

test('the interval covers a true rate of 5 % where most samples of 8 parts show none', () => {
  const draws = random(11);
  let covered = 0;
  for (let sample = 0; sample < 400; sample++) {
    const clusters = Array.from({ length: 8 }, () => {
      // Parts are alike within: a part's defects have the event together or not at all.
      const has = draws.chance(0.05);
      return { trials: 3, events: has ? 3 : 0 };
    });
    const { low, high } = clusteredRate(clusters, { ...sampling, uniform: () => draws.uniform() });
    if (low! <= 0.05 && high! >= 0.05) covered++;
  }
  expect(covered / 400).toBeGreaterThan(0.9);
});
