import { expect, test } from 'vitest';
import { measureInTurns, median } from './in-turns.ts';

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
