import { expect, test } from 'vitest';
import { BACKGROUND, IGNORE } from '../mask/label-map.ts';
import { classColour, classPalette } from './class-colours.ts';

test('background is black, ignore is white, the first class is the orange of Okabe and Ito', () => {
  expect(classColour(BACKGROUND)).toEqual([0, 0, 0]);
  expect(classColour(IGNORE)).toEqual([255, 255, 255]);
  expect(classColour(1)).toEqual([230, 159, 0]);
});

test('the 256 colours of the palette are valid and all different', () => {
  const palette = classPalette();
  expect(palette).toHaveLength(256);
  expect(new Set(palette.map(String)).size).toBe(256);
  for (const channel of palette.flat()) {
    expect(Number.isInteger(channel) && channel >= 0 && channel <= 255).toBe(true);
  }
});
