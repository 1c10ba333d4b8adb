import { expect, test } from 'vitest';
import { boxOf, enclosing, grown, intersection, isEmpty, isInside } from './box.ts';

const a = { x: 0, y: 0, width: 4, height: 3 };
const b = { x: 2, y: 1, width: 5, height: 1 };

test('what two boxes share, and what encloses them', () => {
  expect(intersection(a, b)).toEqual({ x: 2, y: 1, width: 2, height: 1 });
  expect(enclosing(a, b)).toEqual({ x: 0, y: 0, width: 7, height: 3 });
  expect(isEmpty(intersection(a, { x: 9, y: 0, width: 1, height: 1 }))).toBe(true);
});

test('one inside another, and one grown', () => {
  expect(isInside(intersection(a, b), b)).toBe(true);
  expect(isInside(b, a)).toBe(false);
  expect(grown(b, 2)).toEqual({ x: 0, y: -1, width: 9, height: 5 });
  expect(boxOf({ width: 4, height: 3 })).toEqual(a);
});
