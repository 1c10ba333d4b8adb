import fc from 'fast-check';
import { expect, test } from 'vitest';
import { random } from '../../../native-models/random.ts';
import { clopperPearson } from '../clopper-pearson.ts';
import { controlMissedDefects } from './conformal-risk.ts';
import { riskUpperBound } from './risk-upper-bound.ts';

const options = { alpha: 0.2, unit: 'part', lowestThreshold: 0.1 } as const;
const tenths = Array.from({ length: 9 }, (_, i) => [(i + 1) / 10]);

test('of 9 parts 0.2 * 10 - 1 = 1 may be missed: the threshold is the second lowest score', () => {
  expect(controlMissedDefects(tenths, options)).toEqual({
    status: 'controlled',
    method: 'conformal risk control',
    alpha: 0.2,
    n: 9,
    unit: 'part',
    threshold: 0.2,
    calibrationRisk: 1 / 9,
    // One-sided at 95 % is two-sided at 90 %.
    upperBound: expect.closeTo(clopperPearson(1, 9, 0.9).high, 9) as number,
    upperBoundMethod: 'binomial',
    confidence: 0.95,
  });
});

test('a defect weighs as one of its part: half a part and half a part are one', () => {
  const parts = [[0.1, 0.9], [0.2, 0.9], [0.3, 0.9], ...Array.from({ length: 6 }, () => [0.9])];
  expect(controlMissedDefects(parts, options)).toMatchObject({
    threshold: 0.3,
    calibrationRisk: 1 / 9,
    upperBoundMethod: 'hoeffding-bentkus',
  });
});

test('alpha below 1 / (n + 1) is refused, alpha of just that is not', () => {
  expect(controlMissedDefects(tenths, { ...options, alpha: 0.0999 })).toEqual({
    status: 'refused',
    reason: 'too few units',
    alpha: 0.0999,
    n: 9,
    unit: 'part',
  });
  expect(controlMissedDefects(tenths, { ...options, alpha: 0.1 })).toMatchObject({
    status: 'controlled',
    threshold: 0.1,
    calibrationRisk: 0,
  });
});

test('parts without a defect do not count', () => {
  expect(controlMissedDefects([...tenths, [], []], options)).toEqual(controlMissedDefects(tenths, options));
  expect(controlMissedDefects([[], []], { ...options, alpha: 1 })).toMatchObject({ status: 'refused', n: 0 });
});

test('where the lowest threshold misses too many, none will do', () => {
  const parts = [[0], [0], ...tenths.slice(2)];
  expect(controlMissedDefects(parts, options)).toMatchObject({ status: 'refused', reason: 'out of reach' });
});

test('all may be missed: any threshold will do', () => {
  expect(controlMissedDefects(tenths, { ...options, alpha: 1 })).toMatchObject({
    threshold: 1,
    calibrationRisk: 1,
    upperBound: 1,
  });
});

test('NaN scores and an alpha beyond 1 are refused', () => {
  expect(() => controlMissedDefects([[NaN]], options)).toThrow('the score of a defect is NaN');
  expect(() => controlMissedDefects(tenths, { ...options, alpha: 2 })).toThrow('alpha is 2');
});

test('a larger alpha never lowers the threshold, and every risk keeps its limit', () => {
  const score = fc.integer({ min: 1, max: 20 }).map((count) => count / 20);
  const parts = fc.array(fc.array(score, { minLength: 1, maxLength: 3 }), { minLength: 20, maxLength: 40 });
  fc.assert(
    fc.property(parts, (units) => {
      let before = 0;
      for (const alpha of [0.05, 0.1, 0.3, 0.7]) {
        const result = controlMissedDefects(units, { alpha, unit: 'part', lowestThreshold: 0 });
        if (result.status === 'refused') continue;
        const { n, calibrationRisk, threshold, upperBound } = result;
        expect((n * calibrationRisk + 1) / (n + 1)).toBeLessThanOrEqual(alpha + 1e-9);
        expect(upperBound).toBeGreaterThan(calibrationRisk);
        expect(threshold).toBeGreaterThanOrEqual(before);
        before = threshold;
      }
    }),
    { numRuns: 50 },
  );
});

test('the share missed is at most alpha on average, and below the upper bound in 95 % of calibrations', () => {
  const source = random(20260306);
  let [missed, within] = [0, 0];
  const trials = 600;
  for (let trial = 0; trial < trials; trial++) {
    // Scores are uniform and each part has one to three: the true risk at a threshold is the threshold.
    const parts = Array.from({ length: 49 }, () =>
      Array.from({ length: source.integer(1, 3) }, () => source.uniform()),
    );
    const result = controlMissedDefects(parts, { alpha: 0.1, unit: 'part', lowestThreshold: 0 });
    if (result.status === 'refused') throw new Error(result.reason);
    missed += result.threshold / trials;
    if (result.threshold <= result.upperBound) within++;
  }
  expect(missed).toBeLessThanOrEqual(0.1);
  expect(missed).toBeGreaterThan(0.08);
  expect(within / trials).toBeGreaterThan(0.95);
});

test('for one defect a part the bound is exact: 95 % of calibrations are below', () => {
  const source = random(20260307);
  const bound = riskUpperBound((0.1 * 50 - 1) / 49, 49, true);
  let within = 0;
  for (let trial = 0; trial < 1000; trial++) {
    const parts = Array.from({ length: 49 }, () => [source.uniform()]);
    const result = controlMissedDefects(parts, { alpha: 0.1, unit: 'part', lowestThreshold: 0 });
    if (result.status === 'controlled' && result.threshold <= bound) within++;
  }
  expect(within / 1000).toBeGreaterThan(0.93);
  expect(within / 1000).toBeLessThan(0.97);
});
