import { expect, test } from 'vitest';
import { measureInTurns, median, percentile99 } from './in-turns.ts';

test('measures in turns, leaves out the warm-up, and gives medians', async () => {
  const order: string[] = [];
  const timed = (name: string, times: number[]) => () => {
    order.push(name);
    return Promise.resolve(times.shift() ?? NaN);
  };
  const measured = await measureInTurns(timed('a', [900, 3, 1, 2]), timed('b', [900, 30, 10, 20]), 3, 1);
  expect(measured).toEqual({ ours_ms: 2, reference_ms: 20 });
  expect(order.join('')).toBe('abbaabba');
});

test('goes on alone without a reference', async () => {
  expect(await measureInTurns(() => Promise.resolve(5), null, 2, 0)).toEqual({
    ours_ms: 5,
    reference_ms: null,
  });
});

test('the median of an even count lies between the two in the middle', () => {
  expect(median([10, 1, 3, 2])).toBe(2.5);
});

test('99 in 100 do not exceed the 99th percentile', () => {
  expect(percentile99(Array.from({ length: 200 }, (_, i) => 200 - i))).toBe(198);
  expect(percentile99([7])).toBe(7);
});

test('sums times up as asked', async () => {
  const times = [5, 1, 9];
  const ours = (): Promise<number> => Promise.resolve(times.shift() ?? NaN);
  expect(await measureInTurns(ours, null, 3, 0, (all) => Math.max(...all))).toEqual({
    ours_ms: 9,
    reference_ms: null,
  });
});
