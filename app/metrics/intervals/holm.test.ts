import fc from 'fast-check';
import { expect, test } from 'vitest';
import { holmAdjusted } from './holm.ts';

test('the smallest of 3 counts three times, the next twice, and none less than one before it', () => {
  expect(holmAdjusted([0.04, 0.01, 0.03])).toEqual([0.06, 0.03, 0.06]);
  expect(holmAdjusted([])).toEqual([]);
});

test('NaN is no p-value', () => {
  expect(() => holmAdjusted([0.1, NaN])).toThrow('a p-value is NaN');
});

test('lies between the p-value and Bonferroni, in the same order', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1 }), (pValues) => {
      const adjusted = holmAdjusted(pValues);
      for (const [i, pValue] of pValues.entries()) {
        expect(adjusted[i]).toBeGreaterThanOrEqual(pValue);
        expect(adjusted[i]).toBeLessThanOrEqual(Math.min(1, pValues.length * pValue));
        for (const [j, other] of pValues.entries()) {
          if (pValue <= other) expect(adjusted[i]).toBeLessThanOrEqual(adjusted[j]);
        }
      }
    }),
  );
});
