import fc from 'fast-check';
import { expect, test } from 'vitest';
import { componentPixels, connectedComponents } from './components.ts';
import { drawn, labelMaps } from './label-map.testing.ts';

function labelled(...rows: string[]): { labels: number[]; count: number } {
  const { data, width, height } = drawn(...rows);
  const { labels, count } = connectedComponents(data, width, height);
  return { labels: [...labels], count };
}

test('diagonal neighbours are one component', () => {
  expect(labelled('1..', '.1.', '1.1')).toEqual({ labels: [1, 0, 0, 0, 1, 0, 1, 0, 1], count: 1 });
});

test('components are numbered by their first pixel', () => {
  expect(labelled('1.1', '1.1', '...', '.1.').count).toBe(3);
  expect(labelled('..1', '1..', '1..')).toEqual({ labels: [0, 0, 1, 2, 0, 0, 2, 0, 0], count: 2 });
});

test('arms that meet only in the last row are one component', () => {
  expect(labelled('1.1.1', '1.1.1', '11111')).toEqual({
    labels: [1, 0, 1, 0, 1, 1, 0, 1, 0, 1, 1, 1, 1, 1, 1],
    count: 1,
  });
});

test('rows do not wrap around', () => {
  expect(labelled('..1', '...', '1..').count).toBe(2);
  expect(labelled('..1', '1..').count).toBe(2);
});

test('an empty mask has none, a single pixel is one', () => {
  expect(labelled('..', '..')).toEqual({ labels: [0, 0, 0, 0], count: 0 });
  expect(labelled('1')).toEqual({ labels: [1], count: 1 });
});

test('the pixels of each component, in row-major order', () => {
  const { data, width, height } = drawn('1.1', '1..', '..1');
  const pixels = componentPixels(data, width, height);
  expect(pixels.map((component) => [...component])).toEqual([[0, 3], [2], [8]]);
});

test('a dotted map of 30000x40 px has 300000 components', () => {
  const mask = new Uint8Array(30_000 * 40);
  for (let y = 0; y < 40; y += 2) for (let x = 0; x < 30_000; x += 2) mask[y * 30_000 + x] = 1;
  expect(connectedComponents(mask, 30_000, 40).count).toBe(300_000);
});

test('neighbours share a component, and every number from 1 to count appears first in order', () => {
  fc.assert(
    fc.property(labelMaps(1, [0, 1]), ([{ data, width, height }]) => {
      const { labels, count } = connectedComponents(data, width, height);
      expect([...new Set(labels)].filter((label) => label > 0)).toEqual(
        Array.from({ length: count }, (_, index) => index + 1),
      );
      for (let i = 0; i < data.length; i++) {
        expect(labels[i] > 0).toBe(data[i] > 0);
        if (data[i] > 0 && (i + 1) % width !== 0 && data[i + 1] > 0) expect(labels[i]).toBe(labels[i + 1]);
        if (data[i] > 0 && i + width < data.length && data[i + width] > 0) {
          expect(labels[i]).toBe(labels[i + width]);
        }
      }
    }),
  );
});
