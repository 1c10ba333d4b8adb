import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createBlend } from './blend.ts';
import { tilesOf, type Tile, type TileGrid } from './tiling.ts';

/** A value for every class and position. */
type Field = (channel: number, x: number, y: number) => number;

test('constant and linear fields come back as they are', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 120 }),
      fc.integer({ min: 1, max: 120 }),
      fc.record({
        tileSize: fc.integer({ min: 1, max: 64 }),
        overlap: fc.double({ min: 0, max: 0.5, noNaN: true }),
      }),
      (width, height, grid) => {
        fc.pre((width * height) / grid.tileSize ** 2 < 1000);
        const field: Field = (channel, x, y) =>
          channel === 0 ? 0.3 : 0.1 + (0.5 * x) / width + (0.4 * y) / height;
        expect(largestError(field, width, height, grid)).toBeLessThan(1e-6);
      },
    ),
  );
});

test.each([
  [1, 1],
  [30000, 40],
  [40, 30000],
])('a picture of %i x %i px', (width, height) => {
  const field: Field = (channel, x, y) => (channel + x / width + y / height) / 4;
  expect(largestError(field, width, height, { tileSize: 256, overlap: 0.25 })).toBeLessThan(1e-6);
});

test('where two tiles disagree one fades into the other', () => {
  const grid = { tileSize: 8, overlap: 0.5 };
  const blend = createBlend(1, 12, 1, grid);
  blend.add({ x: 0, y: 0 }, new Float32Array(64).fill(0));
  blend.add({ x: 4, y: 0 }, new Float32Array(64).fill(1));
  const row = blend.probabilities.data;
  expect([...row.subarray(0, 4)]).toEqual([0, 0, 0, 0]);
  expect([...row.subarray(8)]).toEqual([1, 1, 1, 1]);
  expect(row[4]).toBeGreaterThan(0);
  for (let x = 5; x < 8; x++) expect(row[x]).toBeGreaterThan(row[x - 1]);
  expect(row[4] + row[7]).toBeCloseTo(1, 6);
});

function largestError(field: Field, width: number, height: number, grid: TileGrid): number {
  const numClasses = 2;
  const blend = createBlend(numClasses, width, height, grid);
  for (const tile of tilesOf(width, height, grid))
    blend.add(tile, sample(field, numClasses, tile, grid.tileSize));
  let largest = 0;
  for (let channel = 0; channel < numClasses; channel++) {
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        const value = blend.probabilities.data[(channel * height + y) * width + x];
        largest = Math.max(largest, Math.abs(value - field(channel, x, y)));
      }
    }
  }
  return largest;
}

function sample(field: Field, numClasses: number, tile: Tile, tileSize: number): Float32Array {
  const values = new Float32Array(numClasses * tileSize * tileSize);
  for (let i = 0; i < values.length; i++) {
    const x = i % tileSize;
    const y = Math.floor(i / tileSize) % tileSize;
    values[i] = field(Math.floor(i / tileSize ** 2), tile.x + x, tile.y + y);
  }
  return values;
}
