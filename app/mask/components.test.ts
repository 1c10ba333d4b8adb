import fc from 'fast-check';
import { expect, test } from 'vitest';
import { componentPixels, connectedComponents } from './components.ts';
import { drawn, labelMaps } from './label-map.testing.ts';
import { labelSpans } from './label-spans.ts';
import { spansOfForeground } from './spans.ts';

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

test('runs are joined over the borders of words, and across the corner between them', () => {
  const width = 70;
  const [top, bottom] = [new Uint8Array(width), new Uint8Array(width)];
  top.fill(200, 31, 32);
  top.fill(1, 64, 65);
  bottom.fill(1, 32, 64);
  for (const rowsBetween of [0, 1]) {
    const empty = new Uint8Array(width * rowsBetween);
    const mask = Uint8Array.from([...empty, ...top, ...bottom]);
    expect(connectedComponents(mask, width, 2 + rowsBetween).count).toBe(1);
  }
});

test('equals the components of its spans, wherever rows begin and whatever values they hold', () => {
  const run = fc.record({ length: fc.integer({ min: 1, max: 40 }), value: fc.constantFrom(0, 0, 1, 200) });
  const size = fc.record({ width: fc.integer({ min: 1, max: 140 }), offset: fc.nat(3) });
  const masks = fc.tuple(size, fc.array(run, { maxLength: 60 })).map(([{ width, offset }, runs]) => {
    const pixels = runs.flatMap(({ length, value }) => Array<number>(length).fill(value));
    const height = Math.floor(pixels.length / width);
    const data = Uint8Array.from([...Array<number>(offset).fill(9), ...pixels]);
    return { width, height, data: data.subarray(offset, offset + width * height) };
  });
  fc.assert(
    fc.property(masks, (mask) => {
      const { labels, count } = connectedComponents(mask.data, mask.width, mask.height);
      const spans = spansOfForeground(mask);
      const expected = labelSpans(spans, 8);
      expect(count).toBe(expected.count);
      const numbers = [...spans.rows].map((row, span) => labels[row * mask.width + spans.starts[span]]);
      expect(numbers).toEqual([...expected.numbers]);
    }),
  );
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
