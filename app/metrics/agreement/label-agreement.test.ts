import fc from 'fast-check';
import { expect, test } from 'vitest';
import { drawn } from '../../mask/label-map.testing.ts';
import { quantile } from '../intervals/quantile.ts';
import type { ScoreSettings } from '../score-settings.ts';
import { countDistances, quantileOfCounts } from './distance-counts.ts';
import { agreementOf, compareLabels } from './label-agreement.ts';

const settings: ScoreSettings = { classNames: ['background', 'crack', 'hole'], tolerancePx: 1 };

test('quantiles of counted distances are those of the distances themselves', () => {
  const samples = fc.array(fc.array(fc.integer({ min: -5, max: 5 }), { maxLength: 8 }), {
    minLength: 1,
    maxLength: 5,
  });
  fc.assert(
    fc.property(samples, fc.double({ min: 0, max: 1, noNaN: true }), (lists, share) => {
      const images = lists.map((list) => [{ signed: Float64Array.from(list) }]);
      const { values, samples: counted } = countDistances(images, Math.abs);
      const sorted = Float64Array.from(lists.flat(), Math.abs).sort();
      const [counts, plain] = [quantileOfCounts(values, counted, share), quantile(sorted, share)];
      if (plain === null) expect(counts).toBeNull();
      else expect(counts).toBeCloseTo(plain, 12);
    }),
  );
});

test('two labellings: one wider by a pixel on each side, one defect missing', () => {
  const first = drawn('.......', '..111..', '.......', '2......');
  const second = drawn('..111..', '..111..', '..111..', '.......');
  const about = { image: 'a', part: 'p', lot: null };
  const images = [compareLabels(about, first, second, settings)];
  const { kappa, classes } = agreementOf(images, settings.classNames, { unit: 'part', uniform: () => 0 });
  expect(classes['crack']).toMatchObject({
    matched: 1,
    onlyFirst: 0,
    onlySecond: 0,
    median: 1,
    bias: 1,
    medianEstimate: { value: 1, low: null, high: null, n: 1, unit: 'part' },
  });
  expect(classes['hole']).toMatchObject({
    matched: 0,
    onlyFirst: 1,
    median: null,
    biasEstimate: { value: null, n: 0 },
  });
  // 21 of 28 pixels agree; by chance 24/28 x 19/28 + 3/28 x 9/28.
  const chance = (24 * 19 + 3 * 9) / 28 ** 2;
  expect(kappa).toMatchObject({
    value: expect.closeTo((21 / 28 - chance) / (1 - chance), 12) as number,
    n: 1,
  });
});

test('what either ignores counts in nothing', () => {
  const about = { image: 'a', part: null, lot: null };
  const [forth, back] = [
    compareLabels(about, drawn('11.#'), drawn('#1.1'), settings),
    compareLabels(about, drawn('#1.1'), drawn('11.#'), settings),
  ];
  expect([...forth.differences[0].signed].map(Math.abs)).toEqual([0, 0]);
  expect([...forth.confusion.counts]).toEqual([...back.confusion.counts]);
});
