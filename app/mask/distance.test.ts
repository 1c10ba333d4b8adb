import fc from 'fast-check';
import { expect, test } from 'vitest';
import { squaredDistanceTo } from './distance.ts';
import type { LabelMap } from './label-map.ts';
import { drawn, labelMaps } from './label-map.testing.ts';

test('a corner pixel is 0, 1, 4 away along a side and 2, 5, 8 off it', () => {
  const { data, width, height } = drawn('1..', '...', '...');
  expect([...squaredDistanceTo(data, width, height)]).toEqual([0, 1, 4, 1, 2, 5, 4, 5, 8]);
});

test('without a nonzero pixel every distance is infinite', () => {
  expect([...squaredDistanceTo(new Uint8Array(6), 3, 2)]).toEqual(Array(6).fill(Infinity));
});

test('a single pixel', () => {
  expect([...squaredDistanceTo(Uint8Array.of(0), 1, 1)]).toEqual([Infinity]);
  expect([...squaredDistanceTo(Uint8Array.of(7), 1, 1)]).toEqual([0]);
});

test.each([
  [30_000, 40],
  [40, 30_000],
])('exact from corner to corner of %i x %i px', (width, height) => {
  const mask = new Uint8Array(width * height);
  mask[0] = 1;
  expect(squaredDistanceTo(mask, width, height).at(-1)).toBe((width - 1) ** 2 + (height - 1) ** 2);
});

test('agrees with the nearest of all pixels', () => {
  fc.assert(
    fc.property(labelMaps(1, [0, 0, 0, 1]), ([map]) => {
      expect([...squaredDistanceTo(map.data, map.width, map.height)]).toEqual(nearestOfAll(map));
    }),
  );
});

function nearestOfAll({ width, data }: LabelMap): number[] {
  return Array.from(data, (_, from) => {
    let nearest = Infinity;
    for (let to = 0; to < data.length; to++) {
      if (data[to] === 0) continue;
      const dx = (from % width) - (to % width);
      const dy = Math.floor(from / width) - Math.floor(to / width);
      nearest = Math.min(nearest, dx ** 2 + dy ** 2);
    }
    return nearest;
  });
}
