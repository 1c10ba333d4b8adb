import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Brush, type Point, stamp, sweep } from './brush.ts';
import { connectedComponents } from './components.ts';
import { rowsOfSpans } from './label-bitmap.testing.ts';
import { maskOf, pixelCount } from './spans.ts';

function stamped(brush: Brush, x: number, y: number): string[] {
  return rowsOfSpans(stamp(brush, { x, y }, 7, 5), 7, 5);
}

test('a disc at the centre of a pixel', () => {
  expect(stamped({ shape: 'disc', radiusPx: 2 }, 3.5, 2.5)).toEqual([
    '...1...',
    '..111..',
    '.11111.',
    '..111..',
    '...1...',
  ]);
});

test('a square of 3 px, at the centre of a pixel or a corner of pixels', () => {
  const square: Brush = { shape: 'square', radiusPx: 1.5 };
  expect(stamped(square, 3.5, 2.5)).toEqual(['.......', '..111..', '..111..', '..111..', '.......']);
  expect(pixelCount(stamp(square, { x: 3, y: 2 }, 7, 5))).toBe(9);
});

test('the smallest brush paints the pixel it is on', () => {
  for (const radiusPx of [0, 0.1, 0.5]) {
    for (const shape of ['disc', 'square'] as const) {
      expect(stamped({ shape, radiusPx }, 2.01, 1.98)).toEqual([
        '.......',
        '..1....',
        '.......',
        '.......',
        '.......',
      ]);
    }
  }
});

test('a thin line is one pixel wide', () => {
  const line = sweep({ shape: 'disc', radiusPx: 0.5 }, { x: 0.5, y: 0.5 }, { x: 6.5, y: 3.5 }, 7, 5);
  expect(pixelCount(line)).toBeLessThanOrEqual(10);
  const diagonal = sweep({ shape: 'disc', radiusPx: 0.5 }, { x: 0.5, y: 0.5 }, { x: 4.5, y: 4.5 }, 7, 5);
  expect(rowsOfSpans(diagonal, 7, 5)).toEqual(['1......', '.1.....', '..1....', '...1...', '....1..']);
});

test('beyond the picture there is nothing to paint', () => {
  const disc: Brush = { shape: 'disc', radiusPx: 3 };
  expect(stamp(disc, { x: -5, y: 2 }, 7, 5).rows).toHaveLength(0);
  expect(stamp(disc, { x: NaN, y: 2 }, 7, 5).rows).toHaveLength(0);
  expect(pixelCount(sweep(disc, { x: -1e9, y: 2.5 }, { x: 1e9, y: 2.5 }, 7, 5))).toBe(35);
  expect(pixelCount(stamp({ shape: 'disc', radiusPx: 1e6 }, { x: 3, y: 3 }, 7, 5))).toBe(35);
});

const WIDTH = 24;
const HEIGHT = 17;
const point = fc.record({
  x: fc.double({ min: -10, max: WIDTH + 10, noNaN: true }),
  y: fc.double({ min: -10, max: HEIGHT + 10, noNaN: true }),
});
const radius = fc.double({ min: 0.8, max: 9, noNaN: true });

test('a sweep covers the pixels whose centres are within its radius of the way', () => {
  fc.assert(
    fc.property(radius, point, point, (radiusPx, from, to) => {
      expectCovered({ shape: 'disc', radiusPx }, from, to, (centre) => distanceToWay(centre, from, to));
    }),
  );
});

test('a swept square covers the pixels whose centres are within half its side', () => {
  fc.assert(
    fc.property(radius, point, point, (radiusPx, from, to) => {
      expectCovered({ shape: 'square', radiusPx }, from, to, (centre) =>
        squareDistanceToWay(centre, from, to),
      );
    }),
  );
});

test('a stroke of any brush hangs together', () => {
  const inside = fc.record({
    x: fc.double({ min: 0, max: WIDTH, maxExcluded: true, noNaN: true }),
    y: fc.double({ min: 0, max: HEIGHT, maxExcluded: true, noNaN: true }),
  });
  const brush = fc.record<Brush>({
    shape: fc.constantFrom('disc', 'square'),
    radiusPx: fc.double({ min: 0, max: 2, noNaN: true }),
  });
  fc.assert(
    fc.property(brush, inside, inside, inside, (chosen, a, b, c) => {
      const box = { x: 0, y: 0, width: WIDTH, height: HEIGHT };
      const mask = maskOf(sweep(chosen, a, b, WIDTH, HEIGHT), box);
      maskOf(sweep(chosen, b, c, WIDTH, HEIGHT), box).forEach((value, i) => {
        mask[i] |= value;
      });
      expect(connectedComponents(mask, WIDTH, HEIGHT).count).toBe(1);
      for (const { x, y } of [a, b, c]) expect(mask[Math.floor(y) * WIDTH + Math.floor(x)]).toBe(1);
    }),
  );
});

/** Checks every pixel whose distance is not so close to the radius that rounding decides. */
function expectCovered(brush: Brush, from: Point, to: Point, distance: (centre: Point) => number): void {
  const mask = maskOf(sweep(brush, from, to, WIDTH, HEIGHT), { x: 0, y: 0, width: WIDTH, height: HEIGHT });
  for (let i = 0; i < mask.length; i++) {
    const centre = { x: (i % WIDTH) + 0.5, y: Math.floor(i / WIDTH) + 0.5 };
    const beyond = distance(centre) - brush.radiusPx;
    if (Math.abs(beyond) > 1e-4) expect([centre, mask[i]]).toEqual([centre, beyond < 0 ? 1 : 0]);
  }
}

function distanceToWay(centre: Point, from: Point, to: Point): number {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const squared = dx ** 2 + dy ** 2;
  const along = squared === 0 ? 0 : ((centre.x - from.x) * dx + (centre.y - from.y) * dy) / squared;
  const nearest = Math.min(1, Math.max(0, along));
  return Math.hypot(centre.x - from.x - nearest * dx, centre.y - from.y - nearest * dy);
}

/** The least of max(|dx|, |dy|) along the way, which is convex: by golden-section search. */
function squareDistanceToWay(centre: Point, from: Point, to: Point): number {
  const at = (t: number): number =>
    Math.max(
      Math.abs(centre.x - from.x - t * (to.x - from.x)),
      Math.abs(centre.y - from.y - t * (to.y - from.y)),
    );
  let [low, high] = [0, 1];
  for (let i = 0; i < 60; i++) {
    const [a, b] = [high - 0.618034 * (high - low), low + 0.618034 * (high - low)];
    if (at(a) < at(b)) high = b;
    else low = a;
  }
  return at((low + high) / 2);
}
