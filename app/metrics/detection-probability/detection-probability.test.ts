import { expect, test } from 'vitest';
import { random } from '../../../native-models/random.ts';
import { type InspectedFlaw, detectionProbability, probabilityAt } from './detection-probability.ts';

const options = { sizeMeasure: 'length', sizeUnit: 'mm', falseCallsPerImage: 0.2 } as const;

/** `count` flaws of one size, of which `hits` are hit. */
const flaws = (size: number, count: number, hits: number): InspectedFlaw[] =>
  Array.from({ length: count }, (_, i) => ({ size, hit: i < hits }));

test('two sizes are fitted exactly: 1 of 4 at 1 mm, 3 of 4 at 4 mm, so a50 is 2 mm', () => {
  const result = detectionProbability([...flaws(1, 40, 10), ...flaws(4, 40, 30)], options);
  if (result.status === 'refused') throw new Error(result.reason);
  const slope = (2 * Math.log(3)) / Math.log(4);
  expect(result.fit.slope).toBeCloseTo(slope, 10);
  expect(result.a50).toBeCloseTo(2, 10);
  expect(result.a90).toBeCloseTo(2 * 9 ** (1 / slope), 8);
  expect([1, 2, 4].map((size) => probabilityAt(size, result.fit))).toEqual(
    [0.25, 0.5, 0.75].map((probability) => expect.closeTo(probability, 10) as unknown),
  );
  expect(result).toMatchObject({
    ...options,
    n: 80,
    hits: 40,
    unit: 'flaw',
    basis: 'relative to labelled defects',
    method: 'logit on log size, profile likelihood',
    extrapolated: true,
  });
  expect(result.a90Upper95).toBeGreaterThan(result.a90);
});

test.each([
  ['too few flaws', [...flaws(1, 30, 10), ...flaws(2, 29, 20)]],
  ['all hit', flaws(1, 60, 60)],
  ['none hit', flaws(1, 60, 0)],
  ['one size', flaws(1, 60, 30)],
  ['separated', [...flaws(1, 30, 0), ...flaws(2, 30, 30)]],
  ['separated', [...flaws(1, 30, 0), ...flaws(2, 30, 15), ...flaws(3, 30, 30)]],
  ['separated', [...flaws(1, 30, 30), ...flaws(2, 30, 0)]],
  ['flat', [...flaws(1, 40, 20), ...flaws(2, 40, 20)]],
  ['flat', [...flaws(1, 40, 20), ...flaws(2, 40, 22)]],
  ['flat', [...flaws(1, 40, 30), ...flaws(2, 40, 10)]],
])('refused: %s', (reason, sample) => {
  expect(detectionProbability(sample, options)).toMatchObject({
    status: 'refused',
    reason,
    n: sample.length,
  });
});

test.each([0, -1, NaN, Infinity])('a flaw of size %d is refused', (size) => {
  expect(() => detectionProbability(flaws(size, 1, 1), options)).toThrow(`the length of a flaw is ${size}`);
});

test('the unit of size does not matter', () => {
  const sample = [...flaws(1, 40, 10), ...flaws(3, 40, 25), ...flaws(6, 40, 36)];
  const inMm = detectionProbability(sample, options);
  const inPx = detectionProbability(
    sample.map(({ size, hit }) => ({ size: 20 * size, hit })),
    { ...options, sizeUnit: 'px' },
  );
  if (inMm.status === 'refused' || inPx.status === 'refused') throw new Error('refused');
  expect(inPx.a90 / inMm.a90).toBeCloseTo(20, 6);
  expect(inPx.a90Upper95 / inMm.a90Upper95).toBeCloseTo(20, 6);
});

test('a90/95 is at least the true a90 in about 95 % of samples', () => {
  const source = random(20260305);
  const trueA90 = Math.exp(Math.log(9) / 3);
  let [covered, estimated] = [0, 0];
  for (let trial = 0; trial < 200; trial++) {
    const sample = Array.from({ length: 80 }, () => {
      const logSize = source.between(-1.5, 1.5);
      return { size: Math.exp(logSize), hit: source.chance(1 / (1 + Math.exp(-3 * logSize))) };
    });
    const result = detectionProbability(sample, options);
    if (result.status === 'refused') continue;
    estimated++;
    if (result.a90Upper95 >= trueA90) covered++;
  }
  expect(estimated).toBe(200);
  expect(covered / estimated).toBeGreaterThan(0.91);
  expect(covered / estimated).toBeLessThan(0.99);
});
