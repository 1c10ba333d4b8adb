import fc from 'fast-check';
import { expect, test } from 'vitest';
import { random } from '../../../native-models/random.ts';
import { lineFigures } from './line-figures.ts';
import {
  type BandCounts,
  type BandRates,
  type DecidedPart,
  type PartsInBand,
  bandDecision,
  bandRates,
  countParts,
  decidePart,
} from './review-band.ts';

const band = { reviewFrom: 0.3, ngFrom: 0.7 };
const counts = (ok: number, review: number, ng: number) => ({ ok, review, ng });
const costs = { escape: 1000, overkill: 10, review: 1 };

test.each([
  [0, 'ok'],
  [0.29, 'ok'],
  [0.3, 'review'],
  [0.69, 'review'],
  [0.7, 'ng'],
  [1, 'ng'],
])('%d is %s', (score, decision) => {
  expect(bandDecision(score, band)).toBe(decision);
});

test('where the band has no width nobody looks', () => {
  const threshold = { reviewFrom: 0.5, ngFrom: 0.5 };
  expect([0.49, 0.5].map((score) => bandDecision(score, threshold))).toEqual(['ok', 'ng']);
});

test('scores and bands that make no sense are refused', () => {
  expect(() => bandDecision(NaN, band)).toThrow('the score of a part is NaN');
  expect(() => bandDecision(0.5, { reviewFrom: 0.6, ngFrom: 0.5 })).toThrow('starts at 0.6 and ends at 0.5');
  expect(() => bandDecision(0.5, { reviewFrom: -1, ngFrom: 0.5 })).toThrow(
    'the start of the review band is -1',
  );
});

test('the most suspicious view of a part decides', () => {
  const parts = [
    [
      { defective: true, score: 0.1 },
      { defective: false, score: 0.5 },
    ],
    [{ defective: false, score: 0.9 }],
    [{ defective: false, score: 0.2 }],
  ].map((views) => decidePart(views, band));
  expect(countParts(parts)).toEqual({ defective: counts(0, 1, 0), good: counts(1, 0, 1) });
});

test('parts of one lot are not independent: whole lots are drawn', () => {
  const lots: DecidedPart[][] = [
    [
      { defective: true, decision: 'ok' },
      { defective: true, decision: 'ok' },
    ],
    [
      { defective: true, decision: 'ng' },
      { defective: false, decision: 'ok' },
    ],
  ];
  const source = random(1);
  const { escape, overkill } = bandRates(lots, { unit: 'lot', uniform: () => source.uniform() });
  expect(escape).toMatchObject({ value: 2 / 3, n: 2, unit: 'lot', method: 'cluster-bootstrap' });
  expect(escape).toMatchObject({ low: 0, high: 1 });
  expect(overkill).toMatchObject({ value: 0, n: 1, unit: 'lot', method: 'clopper-pearson' });
});

test('a line of 1 % NG: 1 of 10 defective passes, 1 of 20 good is thrown away', () => {
  const rates = ratesOf({ defective: counts(1, 2, 7), good: counts(16, 3, 1) });
  const figures = lineFigures(rates, { ngRate: 0.01, costs });
  const close = (value: number): number => expect.closeTo(value, 9) as number;
  expect(figures).toMatchObject({
    reviewShare: close(0.01 * 0.2 + 0.99 * 0.15),
    escapePpm: {
      value: close(1000),
      low: close(1e4 * (rates.escape.low ?? NaN)),
      high: close(1e4 * (rates.escape.high ?? NaN)),
      n: 10,
      unit: 'part',
      method: 'clopper-pearson',
    },
    deliveredPpm: close((1e6 * 0.001) / (0.001 + 0.99 * 0.95)),
    overkillShare: close(0.99 * 0.05),
    costPerPart: close(1 + 0.99 * 0.5 + 0.01 * 0.2 + 0.99 * 0.15),
  });
});

test('without defective or good parts there are no figures', () => {
  const none = counts(0, 0, 0);
  const some = counts(1, 0, 0);
  expect(lineFigures(ratesOf({ defective: none, good: some }), { ngRate: 0.01, costs })).toBeNull();
  expect(lineFigures(ratesOf({ defective: some, good: none }), { ngRate: 0.01, costs })).toBeNull();
});

test('where nothing is delivered there are no ppm of it, and NaN is no NG rate', () => {
  const rates = ratesOf({ defective: counts(0, 0, 4), good: counts(0, 0, 4) });
  expect(lineFigures(rates, { ngRate: 0.5, costs })).toMatchObject({
    deliveredPpm: null,
    overkillShare: 0.5,
  });
  expect(() => lineFigures(rates, { ngRate: NaN, costs })).toThrow("the line's NG rate is NaN");
});

test('at the NG rate of the test set the figures are those of the set itself', () => {
  const count = fc.integer({ min: 0, max: 50 });
  const bandCounts = fc.record({ ok: count, review: count, ng: count });
  fc.assert(
    fc.property(bandCounts, bandCounts, (defective, good) => {
      const [bad, fine] = [defective, good].map(({ ok, review, ng }) => ok + review + ng);
      fc.pre(bad > 0 && fine > 0);
      const figures = lineFigures(ratesOf({ defective, good }), { ngRate: bad / (bad + fine), costs });
      expect(figures?.reviewShare).toBeCloseTo((defective.review + good.review) / (bad + fine), 10);
      expect(figures?.escapePpm.value).toBeCloseTo((1e6 * defective.ok) / (bad + fine), 4);
    }),
  );
});

/** Of parts that are independent of each other. */
function ratesOf({ defective, good }: PartsInBand): BandRates {
  const parts = (counted: BandCounts, isDefective: boolean): DecidedPart[] =>
    (['ok', 'review', 'ng'] as const).flatMap((decision) =>
      Array.from({ length: counted[decision] }, () => ({ defective: isDefective, decision })),
    );
  const every = [...parts(defective, true), ...parts(good, false)].map((part) => [part]);
  return bandRates(every, { unit: 'part', uniform: () => 0 });
}
