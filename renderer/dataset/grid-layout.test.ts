import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { GAP, gridLayout, movedTo } from './grid-layout.ts';

test('cells fill the row and never overflow it', () => {
  fc.assert(
    fc.property(fc.integer({ min: 50, max: 4000 }), fc.integer({ min: 40, max: 400 }), (width, wished) => {
      const { columns, cellWidth } = gridLayout(width, wished);
      const used = GAP + columns * (cellWidth + GAP);
      expect(used).toBeLessThanOrEqual(Math.max(width, 2 * GAP + 1));
      if (columns > 1) expect(cellWidth).toBeGreaterThanOrEqual(wished - 1);
    }),
  );
});

test('keys move by cell, row and screen, and stop at the ends', () => {
  const layout = { columns: 4, cellWidth: 100, rowHeight: 100 };
  const moved = (key: string, from: number): number | null => movedTo(key, from, 10, layout, 2);
  expect(['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown'].map((key) => moved(key, 5))).toEqual([
    4, 6, 1, 9,
  ]);
  expect(['PageDown', 'PageUp', 'Home', 'End'].map((key) => moved(key, 1))).toEqual([9, 0, 0, 9]);
  expect(moved('ArrowLeft', 0)).toBe(0);
  expect(moved('x', 3)).toBeNull();
});
