import fc from 'fast-check';
import { expect, test } from 'vitest';
import { tilesOf } from './tiling.ts';

const side = fc.integer({ min: 1, max: 300 });
const grids = fc.record({
  tileSize: fc.integer({ min: 1, max: 96 }),
  overlap: fc.double({ min: 0, max: 0.5, noNaN: true }),
});

test('tiles lie inside the picture and cover every pixel, each once where nothing overlaps', () => {
  fc.assert(
    fc.property(side, side, grids, (width, height, grid) => {
      fc.pre((width * height) / grid.tileSize ** 2 < 2000);
      const times = new Uint16Array(width * height);
      for (const { x, y } of tilesOf(width, height, grid)) {
        expect(x >= 0 && (x === 0 || x + grid.tileSize <= width)).toBe(true);
        expect(y >= 0 && (y === 0 || y + grid.tileSize <= height)).toBe(true);
        for (let row = y; row < Math.min(y + grid.tileSize, height); row++) {
          for (let column = x; column < Math.min(x + grid.tileSize, width); column++) {
            times[row * width + column]++;
          }
        }
      }
      expect(times.every((count) => count > 0)).toBe(true);
      const exact = grid.overlap === 0 && width % grid.tileSize === 0 && height % grid.tileSize === 0;
      if (exact) expect(times.every((count) => count === 1)).toBe(true);
    }),
  );
});

test('a picture of one pixel is one tile, a ribbon is one row of tiles', () => {
  expect(tilesOf(1, 1, { tileSize: 256, overlap: 0.25 })).toEqual([{ x: 0, y: 0 }]);
  const ribbon = tilesOf(30000, 40, { tileSize: 256, overlap: 0.25 });
  expect(ribbon.every(({ y }) => y === 0)).toBe(true);
  expect(ribbon[ribbon.length - 1]).toEqual({ x: 30000 - 256, y: 0 });
});

test('the last tile is shifted inwards', () => {
  expect(tilesOf(10, 4, { tileSize: 4, overlap: 0.5 }).map(({ x }) => x)).toEqual([0, 2, 4, 6]);
  expect(tilesOf(11, 4, { tileSize: 4, overlap: 0.5 }).map(({ x }) => x)).toEqual([0, 2, 4, 6, 7]);
  expect(tilesOf(9, 4, { tileSize: 4, overlap: 0 }).map(({ x }) => x)).toEqual([0, 4, 5]);
});
