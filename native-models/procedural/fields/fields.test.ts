import fc from 'fast-check';
import { expect, test } from 'vitest';
import { random } from '../../random.ts';
import { blurred, smeared } from './blur.ts';
import { cells } from './cells.ts';
import { filled } from './field.ts';
import { fractalNoise } from './fractal-noise.ts';
import { latticeNoise } from './lattice-noise.ts';
import { spreadOf } from './spread.ts';
import { drawStrokes } from './stroke.ts';
import { turnableSide, turned } from './turn.ts';
import { whiteNoise } from './white-noise.ts';

test('white noise has mean 0 and deviation 1, and neighbours are independent', () => {
  const noise = whiteNoise(100_000, random(1));
  const { mean, deviation } = spreadOf(noise);
  expect(Math.abs(mean)).toBeLessThan(0.015);
  expect(Math.abs(deviation - 1)).toBeLessThan(0.015);
  const products = noise.slice(1).map((value, i) => value * noise[i]);
  expect(Math.abs(spreadOf(products).mean)).toBeLessThan(0.015);
});

test.each([1, 1.5, 2, 3, 5.7])('lattice noise of %d px cells has deviation 1, nearly', (cell) => {
  const { mean, deviation } = spreadOf(latticeNoise(256, 256, cell, cell, random(2)).data);
  expect(Math.abs(mean)).toBeLessThan(0.1);
  expect(Math.abs(deviation - 1)).toBeLessThan(0.15);
});

test('fractal noise has deviation 1, nearly, whatever its octaves', () => {
  for (const persistence of [0.4, 0.7, 1]) {
    const noise = fractalNoise(256, 256, { coarsest: 12, finest: 1, persistence }, random(3));
    expect(Math.abs(spreadOf(noise.data).deviation - 1)).toBeLessThan(0.15);
  }
});

test('blur and motion leave an even field as it is and spread a point', () => {
  const even = filled(20, 14, 0.25);
  const point = filled(41, 41);
  point.data[20 * 41 + 20] = 1;
  for (const filter of [(field = even) => blurred(field, 1.3), (field = even) => smeared(field, 3, -2)]) {
    for (const value of filter().data) expect(value).toBeCloseTo(0.25, 6);
    const spread = filter(point).data;
    expect(spread.reduce((a, b) => a + b)).toBeCloseTo(1, 5);
    expect(Math.max(...spread)).toBeLessThan(0.5);
  }
});

test('turning by nothing cuts out the middle, a quarter turn exchanges the axes', () => {
  const side = 8;
  const size = turnableSide(side);
  const field = {
    width: size,
    height: size,
    data: Float32Array.from({ length: size ** 2 }, (_, i) => i % size),
  };
  const upright = turned(field, side, 0).data;
  const lying = turned(field, side, Math.PI / 2).data;
  for (let row = 0; row < side; row++)
    for (let column = 0; column < side; column++)
      expect(lying[row * side + column]).toBeCloseTo(upright[row * side + (side - 1 - row)], 3);
});

test('a field can be cut at every angle without leaving its border', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 64 }),
      fc.double({ min: 0, max: 7, noNaN: true }),
      (side, angle) => {
        const size = turnableSide(side);
        expect(turned(filled(size, size, 0.5), side, angle).data.every((value) => value === 0.5)).toBe(true);
      },
    ),
  );
});

test('cells are 0 deep on their borders, and each has one tone', () => {
  const { depth, tone } = cells(64, 12, 1, random(4));
  expect(Math.min(...depth.data)).toBeGreaterThanOrEqual(0);
  expect(new Set(tone.data).size).toBeLessThan(80);
});

test('pixels know their distance to the nearest line and its width there', () => {
  const ends = { strength: 1, y: 10 };
  const line = [
    { ...ends, x: 4, halfWidth: 1 },
    { ...ends, x: 16, halfWidth: 2 },
  ];
  const { box, distance, halfWidth, sideOf } = drawStrokes([line], 3, 24);
  const at = (x: number, y: number) => (y - box.top) * box.width + x - box.left;
  expect(distance[at(10, 12)]).toBeCloseTo(2, 5);
  expect(halfWidth[at(10, 12)]).toBeCloseTo(1.5, 5);
  expect(sideOf[at(10, 12)]).toBe(-sideOf[at(10, 8)]);
});
