import { expect, test } from 'vitest';
import { backOff } from './back-off.ts';

test('waits twice as long after each failure, up to eight seconds', () => {
  expect([0, 1, 2, 3, 4, 5, 6, 1000].map(backOff)).toEqual([250, 500, 1000, 2000, 4000, 8000, 8000, 8000]);
});
