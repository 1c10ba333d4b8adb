import { expect, test } from 'vitest';
import { balanceTable } from './balance-table.ts';
import { leakReport } from './leak-report.ts';
import { image } from './split-images.testing.ts';
import type { SplitImage } from './split-image.ts';
import type { Subset } from '../domain/split.ts';

const images: SplitImage[] = [
  {
    ...image('a', 'p', null, 'L'),
    defects: [
      { classId: 2, areaPx: 1 },
      { classId: 2, areaPx: 5 },
    ],
  },
  { ...image('b', 'p', null, 'L'), defects: [{ classId: 2, areaPx: 9 }] },
  image('c', 'q', [], 'L'),
  image('d', 'r', null, 'M'),
];
const subsetOf: (Subset | null)[] = ['train', 'test', 'train', null];

test('a divided part and a divided lot are leaks, with the images on each side', () => {
  expect(leakReport(images, subsetOf, ['lot', 'part'])).toEqual([
    {
      kind: 'lot',
      name: 'the lot "L"',
      members: new Map([
        ['train', ['a', 'c']],
        ['test', ['b']],
      ]),
    },
    {
      kind: 'part',
      name: 'the part "p" of the lot "L"',
      members: new Map([
        ['train', ['a']],
        ['test', ['b']],
      ]),
    },
  ]);
});

test('linked images are a leak through others too; images in no subset are none', () => {
  const links = [
    { first: 0, second: 3 },
    { first: 3, second: 1 },
  ];
  expect(leakReport(images, subsetOf, [], links)).toEqual([
    {
      kind: 'linked',
      name: 'the image "a", linked with the image "b", linked with the image "d"',
      members: new Map([
        ['train', ['a']],
        ['test', ['b']],
      ]),
    },
  ]);
  expect(leakReport(images, subsetOf, [], [{ first: 2, second: 3 }])).toEqual([]);
});

test('the balance of three images, by hand', () => {
  const { rows, sizeBounds, largestClassDeviation } = balanceTable(images, subsetOf, {
    train: 0.5,
    val: 0,
    test: 0.5,
  });
  // Thirds of the areas 1, 5, 9, linear between them: 1 + 2/3 * 4 and 5 + 1/3 * 4.
  expect(sizeBounds.get(2)![0]).toBeCloseTo(3.667, 3);
  expect(sizeBounds.get(2)![1]).toBeCloseTo(6.333, 3);
  expect(rows.map(({ subset }) => subset)).toEqual(['train', 'test']);
  expect(rows[0].all.images).toBe(2);
  expect(rows[0].all.deviation).toBeCloseTo(16.667, 3);
  expect(rows[0].freeOfDefects).toEqual({ images: 1, share: 1, deviation: 50 });
  expect(rows[0].unlabelled).toEqual({ images: 0, share: null, deviation: null });
  expect(rows[0].classes).toEqual([
    { classId: 2, images: 1, instances: 2, pixels: 6, sizes: [1, 1, 0], share: 0.5, deviation: 0 },
  ]);
  expect(rows[1].classes).toEqual([
    { classId: 2, images: 1, instances: 1, pixels: 9, sizes: [0, 0, 1], share: 0.5, deviation: 0 },
  ]);
  expect(largestClassDeviation).toBe(0);
});

test('a member of a subset that was not asked for has its row', () => {
  const { rows } = balanceTable(images, ['train', 'calibration', null, null], { train: 1 });
  expect(rows.map(({ subset }) => subset)).toEqual(['train', 'calibration']);
});
