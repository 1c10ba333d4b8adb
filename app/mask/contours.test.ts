import fc from 'fast-check';
import { expect, test } from 'vitest';
import { connectedComponents } from './components.ts';
import { type Contour, contoursOf } from './contours.ts';
import { drawn, labelMaps } from './label-map.testing.ts';
import { fillPolygon } from './polygon.ts';
import { simplifyRing } from './simplify-ring.ts';
import { boxAround, maskOf } from './spans.ts';

function contours(...rows: string[]): Contour[] {
  const { data, width, height } = drawn(...rows);
  return contoursOf(data, width, height);
}

test('a pixel has four corners, clockwise', () => {
  expect(contours('...', '.1.')).toEqual([{ outer: Int32Array.of(2, 1, 2, 2, 1, 2, 1, 1), holes: [] }]);
});

test('a frame has a hole, counterclockwise', () => {
  const [{ outer, holes }] = contours('111', '1.1', '111');
  expect([...outer]).toEqual([3, 0, 3, 3, 0, 3, 0, 0]);
  expect(holes.map((hole) => [...hole])).toEqual([[2, 2, 2, 1, 1, 1, 1, 2]]);
});

test('pixels that meet at a corner have one outline, holes that meet at a corner two', () => {
  expect(contours('1.', '.1')).toHaveLength(1);
  const [{ holes }] = contours('1111', '1.11', '11.1', '1111');
  expect(holes).toHaveLength(2);
});

test('what lies in a hole is a component of its own', () => {
  const found = contours('11111', '1...1', '1.1.1', '1...1', '11111');
  expect(found.map(({ holes }) => holes.length)).toEqual([1, 0]);
});

test('a mask knows its place in the picture', () => {
  expect([...contoursOf(Uint8Array.of(1), 1, 1, 20, 10)[0].outer]).toEqual([21, 10, 21, 11, 20, 11, 20, 10]);
});

test('filled, all rings give the mask back, and each contour its component', () => {
  fc.assert(
    fc.property(labelMaps(1, [0, 1]), ([{ data, width, height }]) => {
      const found = contoursOf(data, width, height);
      const box = { x: 0, y: 0, width, height };
      const rings = found.flatMap(({ outer, holes }) => [outer, ...holes]);
      expect(maskOf(fillPolygon(rings, width, height), box)).toEqual(data);

      const { labels, count } = connectedComponents(data, width, height);
      expect(found).toHaveLength(count);
      found.forEach(({ outer, holes }, index) => {
        const filled = maskOf(fillPolygon([outer, ...holes], width, height), box);
        expect(filled).toEqual(Uint8Array.from(labels, (label) => (label === index + 1 ? 1 : 0)));
      });
    }),
  );
});

test('outer contours turn clockwise, holes the other way', () => {
  fc.assert(
    fc.property(labelMaps(1, [0, 1, 1]), ([{ data, width, height }]) => {
      for (const { outer, holes } of contoursOf(data, width, height)) {
        expect(signedArea(outer)).toBeGreaterThan(0);
        for (const hole of holes) expect(signedArea(hole)).toBeLessThan(0);
      }
    }),
  );
});

test('simplified, a staircase becomes a line and a rectangle stays', () => {
  const [staircase] = contours('1...', '11..', '111.', '1111');
  expect([...simplifyRing(staircase.outer, 1)]).toEqual([1, 0, 4, 4, 0, 4]);
  const [rectangle] = contours('1111', '1111');
  expect([...simplifyRing(rectangle.outer, 0.5)]).toEqual([...rectangle.outer]);
});

test('at least three corners stay, whatever the tolerance', () => {
  const [scratch] = contours('1111111111');
  const simplified = simplifyRing(scratch.outer, 100);
  expect(simplified).toHaveLength(6);
  expect(boxAround(fillPolygon([simplified], 10, 1)).height).toBe(1);
});

test('no corner farther away than the tolerance is dropped; without tolerance none is', () => {
  const tolerances = fc.double({ min: 0, max: 4, noNaN: true });
  fc.assert(
    fc.property(labelMaps(1, [0, 1, 1]), tolerances, ([{ data, width, height }], tolerance) => {
      for (const { outer } of contoursOf(data, width, height)) {
        expect([...simplifyRing(outer, 0)]).toEqual([...outer]);
        const simple = simplifyRing(outer, tolerance);
        for (let i = 0; i < outer.length; i += 2) {
          expect(distanceToRing(outer[i], outer[i + 1], simple)).toBeLessThanOrEqual(tolerance + 1e-9);
        }
      }
    }),
  );
});

function signedArea(ring: Int32Array): number {
  let doubled = 0;
  for (let i = 0; i < ring.length; i += 2) {
    const next = (i + 2) % ring.length;
    doubled += ring[i] * ring[next + 1] - ring[next] * ring[i + 1];
  }
  return doubled / 2;
}

function distanceToRing(x: number, y: number, ring: Float64Array): number {
  let nearest = Infinity;
  for (let i = 0; i < ring.length; i += 2) {
    const next = (i + 2) % ring.length;
    const [dx, dy] = [ring[next] - ring[i], ring[next + 1] - ring[i + 1]];
    const along = ((x - ring[i]) * dx + (y - ring[i + 1]) * dy) / (dx ** 2 + dy ** 2);
    const t = Math.min(1, Math.max(0, along));
    nearest = Math.min(nearest, Math.hypot(x - ring[i] - t * dx, y - ring[i + 1] - t * dy));
  }
  return nearest;
}
