import fc from 'fast-check';
import { expect, test } from 'vitest';
import { clopperPearson } from '../clopper-pearson.ts';
import { rateEstimate } from './rate-estimate.ts';
import { wilson } from './wilson.ts';

test('a rate says what it rests on', () => {
  expect(rateEstimate(1, 10, { unit: 'part' })).toEqual({
    value: 0.1,
    ...clopperPearson(1, 10),
    confidence: 0.95,
    n: 10,
    unit: 'part',
    method: 'clopper-pearson',
  });
  expect(rateEstimate(1, 10, { unit: 'lot', method: 'wilson', confidence: 0.9 })).toMatchObject({
    ...wilson(1, 10, 0.9),
    confidence: 0.9,
    unit: 'lot',
    method: 'wilson',
  });
});

test('without a trial there is no rate, and it may be anything', () => {
  for (const method of ['wilson', 'clopper-pearson'] as const) {
    expect(rateEstimate(0, 0, { unit: 'part', method })).toMatchObject({
      value: null,
      low: 0,
      high: 1,
      n: 0,
    });
  }
});

test.each([
  [2, 1, 'there are 2 events in 1 trials'],
  [NaN, 1, 'the number of events is NaN'],
  [0, 1.5, 'the number of trials is 1.5'],
])('%d events in %d trials are refused', (events, trials, problem) => {
  expect(() => rateEstimate(events, trials, { unit: 'part' })).toThrow(problem);
});

test('half of 4 trials: with z = 1.96 the bounds are 0.5 -+ 0.3500', () => {
  const { low, high } = wilson(2, 4);
  expect([low, high]).toEqual([expect.closeTo(0.15, 3), expect.closeTo(0.85, 3)]);
});

test('holds the rate between its bounds, and mirrors when events become non-events', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 500 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (trials, share) => {
        const events = Math.round(share * trials);
        const [interval, mirrored] = [wilson(events, trials), wilson(trials - events, trials)];
        expect(interval.low).toBeLessThanOrEqual(events / trials);
        expect(interval.high).toBeGreaterThanOrEqual(events / trials);
        expect(interval.low).toBeCloseTo(1 - mirrored.high, 12);
      },
    ),
    { numRuns: 30 },
  );
});

/** The chance that the interval holds the true rate, for rates of 1 % to 99 %, summed over all that 40 trials show. */
function coverages(interval: typeof wilson): number[] {
  const intervals = Array.from({ length: 41 }, (_, events) => interval(events, 40));
  return Array.from({ length: 99 }, (_, i) => {
    const rate = (i + 1) / 100;
    let [covered, chance] = [0, (1 - rate) ** 40];
    for (const [events, { low, high }] of intervals.entries()) {
      if (low <= rate && rate <= high) covered += chance;
      chance *= ((40 - events) / (events + 1)) * (rate / (1 - rate));
    }
    return covered;
  });
}

test('Clopper and Pearson cover the truth in 95 % at every rate, Wilson on average', () => {
  const byWilson = coverages(wilson);
  expect(Math.min(...coverages(clopperPearson))).toBeGreaterThanOrEqual(0.95);
  expect(Math.min(...byWilson)).toBeLessThan(0.95);
  expect(byWilson.reduce((sum, value) => sum + value, 0) / 99).toBeCloseTo(0.95, 2);
});
