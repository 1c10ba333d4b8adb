import { expect, test } from 'vitest';
import { clockTime } from './clock-time.ts';

test.each([
  [0, '0:00'],
  [9.6, '0:10'],
  [151, '2:31'],
  [3751, '1:02:31'],
  [-3, '0:00'],
])('%d s reads %s', (seconds, text) => {
  expect(clockTime(seconds)).toBe(text);
});
