import { expect, test } from 'vitest';
import { random } from '../../native-models/random.ts';
import { compareRuns } from './compare-runs.ts';
import type { ImageCounts } from './score-partial.ts';

test('a run that finds what the other misses is better, and says of what it cannot be sure', () => {
  const images = Array.from({ length: 20 }, (_, i) => i);
  const worse = images.map((i) => view(i, { found: 0, falseCalls: 1 }));
  const better = images.map((i) => view(i, { found: 1, falseCalls: i < 2 ? 2 : 1 }));
  const source = random(1);
  const { unit, n, scores } = compareRuns(worse, better, () => source.uniform());
  expect([unit, n]).toEqual(['part', 20]);
  const byName = Object.fromEntries(scores.map((score) => [score.name, score]));
  expect(byName['instance detection rate']).toMatchObject({
    first: 0,
    second: 1,
    difference: { value: 1, low: 1, high: 1, n: 20, unit: 'part', method: 'paired-bootstrap' },
    verdict: 'better',
  });
  expect(byName['false calls per image']).toMatchObject({
    first: 1,
    difference: { value: expect.closeTo(0.1, 12) as number },
    verdict: 'no difference shown',
  });
  expect(byName['escape rate']).toMatchObject({ first: 1, second: 0, verdict: 'better' });
  // No part is good.
  expect(byName['overkill rate']).toMatchObject({
    pValue: null,
    adjustedPValue: null,
    verdict: 'cannot be told',
  });
  // Holm: the least p-value of six tests is taken six times, none is lowered.
  const told = scores.filter(({ pValue }) => pValue !== null);
  for (const { pValue, adjustedPValue } of told) expect(adjustedPValue).toBeGreaterThanOrEqual(pValue ?? NaN);
  const least = Math.min(...told.map(({ pValue }) => pValue ?? 1));
  expect(Math.min(...told.map(({ adjustedPValue }) => adjustedPValue ?? 1))).toBeCloseTo(
    told.length * least,
    12,
  );
  // The other way round it is worse.
  const back = compareRuns(better, worse, () => source.uniform());
  expect(back.scores.find(({ name }) => name === 'escape rate')?.verdict).toBe('worse');
});

test('of one part no difference can be told', () => {
  const { scores } = compareRuns([view(0, { found: 0 })], [view(0, { found: 1 })], () => 0);
  expect(new Set(scores.map(({ verdict }) => verdict))).toEqual(new Set(['cannot be told']));
});

test('runs on other images are refused', () => {
  expect(() => compareRuns([view(0, {})], [view(1, {})], () => 0)).toThrow('not scored on the same images');
});

function view(index: number, { found = 0, falseCalls = 0 }): ImageCounts {
  return {
    image: `image ${index}`,
    part: `part ${index}`,
    lot: null,
    confusion: { numClasses: 2, counts: Float64Array.of(90, 0, 10 * (1 - found), 10 * found) },
    outcome: { defective: true, rejected: found > 0, touched: found > 0 },
    byRule: [],
    score: found,
    detections: [{ truths: [1], found: [found], falseCalls: [falseCalls], merges: 0, splits: 0 }],
    instances: [],
    defects: { byClass: [[found]], any: [found] },
  };
}
