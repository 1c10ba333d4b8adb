import { expect, test } from 'vitest';
import { dilate } from './dilate.ts';
import { drawn, rowsOf } from './label-map.testing.ts';

function dilated(radiusPx: number, ...rows: string[]): string[] {
  const { data, width, height } = drawn(...rows);
  return rowsOf({ width, height, data: dilate(data, width, height, radiusPx) });
}

test('radius 0 changes nothing', () => {
  expect(dilated(0, '.1.', '...')).toEqual(['.1.', '...']);
});

test('radius 1 makes a cross, 1.5 a square', () => {
  expect(dilated(1, '...', '.1.', '...')).toEqual(['.1.', '111', '.1.']);
  expect(dilated(1.5, '...', '.1.', '...')).toEqual(['111', '111', '111']);
});

test('radius 2 leaves out the pixels at distance sqrt(5)', () => {
  expect(dilated(2, '1....', '.....', '.....')).toEqual(['111..', '11...', '1....']);
});

test('nothing stays nothing', () => {
  expect(dilated(1000, '...', '...')).toEqual(['...', '...']);
});
