import { expect, test } from 'vitest';
import type { LabelMap } from '../../app/mask/label-map.ts';
import type { DatasetItem } from '../data/dataset.ts';
import { chooseSamples, validationSample } from './validation-samples.ts';

function item(name: string, ...classPixels: number[]): DatasetItem {
  return {
    name,
    imagePath: name,
    maskPath: null,
    maskReading: { kind: 'indexed' },
    regionPath: null,
    zonesPath: null,
    scale: null,
    lot: null,
    subset: 'val',
    className: null,
    group: name,
    width: 1,
    height: 1,
    channels: 1,
    bitsStored: 8,
    significantBits: 8,
    classPixels,
    ignoredPixels: 0,
  };
}

const items = [
  item('good 1', 9, 0, 0),
  item('crack 1', 9, 1, 0),
  item('crack 2', 9, 3, 2),
  item('pit 1', 9, 1, 4),
  item('good 2', 9, 0, 0),
];

test('each class is shown in turn, good pictures after the defects', () => {
  const names = (count: number): string[] => chooseSamples(items, count).map(({ name }) => name);
  expect(names(3)).toEqual(['crack 1', 'pit 1', 'good 1']);
  expect(names(9)).toEqual(['crack 1', 'pit 1', 'good 1', 'crack 2', 'good 2']);
  expect(names(0)).toEqual([]);
  expect(chooseSamples([], 3)).toEqual([]);
});

const plain = (width: number, height: number, id: number): LabelMap => ({
  width,
  height,
  data: new Uint8Array(width * height).fill(id),
});

test.each([
  [512, 256, 256, 128],
  [30_000, 40, 256, 1],
  [20, 10, 20, 10],
])('maps of %i x %i px are handed out with %i x %i', (width, height, smallerWidth, smallerHeight) => {
  const sample = validationSample('a.png', plain(width, height, 2), plain(width, height, 1));
  expect(sample).toEqual({
    name: 'a.png',
    truth: plain(smallerWidth, smallerHeight, 2),
    prediction: plain(smallerWidth, smallerHeight, 1),
  });
});
