import fc from 'fast-check';
import { expect, test } from 'vitest';
import { placeTag } from './place-tag.ts';

const tag = { width: 20, height: 10 };
const canvas = { width: 100, height: 60 };

test('above the outline where there is room, else below', () => {
  const low = { x: 30, y: 30, width: 10, height: 10 };
  expect(placeTag(tag, low, canvas, [], [low])).toEqual({ ...tag, x: 30, y: 20 });
  const high = { ...low, y: 3 };
  expect(placeTag(tag, high, canvas, [], [high])).toEqual({ ...tag, x: 30, y: 13 });
});

test('it keeps off other instances and never hides another tag', () => {
  const outline = { x: 30, y: 30, width: 10, height: 10 };
  const neighbour = { x: 30, y: 15, width: 10, height: 10 };
  expect(placeTag(tag, outline, canvas, [], [outline, neighbour])).toEqual({ ...tag, x: 30, y: 40 });
  expect(placeTag(tag, outline, canvas, [{ x: 0, y: 0, ...canvas }], [outline])).toBeUndefined();
});

test('where neighbours leave no room there is no tag, yet a defect within a larger one has its own', () => {
  const small = { x: 45, y: 25, width: 10, height: 10 };
  const fence = [
    { x: 0, y: 0, width: 100, height: 24 },
    { x: 0, y: 36, width: 100, height: 24 },
    { x: 0, y: 24, width: 44, height: 12 },
    { x: 56, y: 24, width: 44, height: 12 },
  ];
  expect(placeTag(tag, small, canvas, [], [small, ...fence])).toBeUndefined();
  const around = { x: 0, y: 0, ...canvas };
  expect(placeTag(tag, small, canvas, [], [small, around])).toEqual({ ...tag, x: 45, y: 15 });
});

test('onto an instance that fills the picture', () => {
  const all = { x: -5, y: -5, width: 110, height: 70 };
  expect(placeTag(tag, all, canvas, [], [all])).toEqual({ ...tag, x: 0, y: 0 });
});

test('wherever it is placed it lies within the canvas', () => {
  const whole = fc.integer({ min: -20, max: 120 });
  const side = fc.integer({ min: 1, max: 120 });
  fc.assert(
    fc.property(whole, whole, side, side, (x, y, width, height) => {
      const place = placeTag(tag, { x, y, width, height }, canvas, [], []);
      if (place === undefined) return;
      expect(place.x >= 0 && place.x + tag.width <= canvas.width).toBe(true);
      expect(place.y >= 0 && place.y + tag.height <= canvas.height).toBe(true);
    }),
  );
});
