import fc from 'fast-check';
import { expect, test } from 'vitest';
import { clopperPearson } from './clopper-pearson.ts';

test('no event in n trials: at most 1 - 0.025^(1/n)', () => {
  expect(clopperPearson(0, 10)).toEqual({ low: 0, high: expect.closeTo(1 - 0.025 ** 0.1, 12) as number });
});

test('nothing but events in n trials: at least 0.025^(1/n)', () => {
  expect(clopperPearson(10, 10)).toEqual({ low: expect.closeTo(0.025 ** 0.1, 12) as number, high: 1 });
});

test('without a trial nothing is known', () => {
  expect(clopperPearson(0, 0)).toEqual({ low: 0, high: 1 });
});

test('holds the rate between its bounds, and mirrors when events become non-events', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 2000 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (trials, share) => {
        const events = Math.round(trials * share);
        const interval = clopperPearson(events, trials);
        const mirrored = clopperPearson(trials - events, trials);
        expect(interval.low).toBeLessThanOrEqual(events / trials);
        expect(interval.high).toBeGreaterThanOrEqual(events / trials);
        expect(interval.low).toBeCloseTo(1 - mirrored.high, 10);
      },
    ),
  );
});
