import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DEFAULT_SETTINGS } from '../../app/settings/training-settings.ts';
import { random } from '../random.ts';
import type { DatasetItem } from './dataset.ts';
import { chooseWindow, epochOrder, type CropSettings } from './sampler.ts';

const cropSettings: fc.Arbitrary<CropSettings> = fc
  .record({
    scale_mode: fc.constantFrom('resize', 'tiles'),
    image_size: fc.integer({ min: 1, max: 600 }),
    probability: fc.double({ min: 0, max: 1, noNaN: true }),
    scale: fc.tuple(
      fc.double({ min: 0.01, max: 1, noNaN: true }),
      fc.double({ min: 0.01, max: 1, noNaN: true }),
    ),
  })
  .map(({ scale_mode, image_size, probability, scale: [a, b] }) => ({
    scale_mode,
    image_size,
    sampling: {
      ...DEFAULT_SETTINGS.data.sampling,
      defect_crop_probability: probability,
      crop_scale: [Math.min(a, b), Math.max(a, b)],
      tile_scale: [0.25 + Math.min(a, b), 0.25 + 3 * Math.max(a, b)],
    },
  }));

test('a crop is whole pixels inside the picture, the same for the same random numbers', () => {
  const side = fc.integer({ min: 1, max: 900 });
  fc.assert(
    fc.property(side, side, fc.nat(), cropSettings, fc.integer(), (width, height, pixel, settings, seed) => {
      const choose = (): ReturnType<typeof chooseWindow> =>
        chooseWindow(width, height, [pixel % (width * height)], settings, random(seed));
      const { crop, paddedTo } = choose();
      expect(paddedTo ?? Infinity).toBeGreaterThanOrEqual(Math.max(crop.width, crop.height));
      expect(Object.values(crop).every(Number.isInteger)).toBe(true);
      expect(Math.min(crop.x, crop.y)).toBeGreaterThanOrEqual(0);
      expect(Math.min(crop.width, crop.height)).toBeGreaterThanOrEqual(1);
      expect(crop.x + crop.width).toBeLessThanOrEqual(width);
      expect(crop.y + crop.height).toBeLessThanOrEqual(height);
      expect(choose()).toEqual({ crop, paddedTo });
    }),
  );
});

test('a window around a defect shows it', () => {
  const settings: CropSettings = {
    scale_mode: 'tiles',
    image_size: 64,
    sampling: { ...DEFAULT_SETTINGS.data.sampling, defect_crop_probability: 1 },
  };
  fc.assert(
    fc.property(fc.nat(299), fc.nat(199), fc.integer(), (column, row, seed) => {
      const { crop } = chooseWindow(300, 200, [row * 300 + column], settings, random(seed));
      const { x, y, width, height } = crop;
      expect([width, height]).toEqual([64, 64]);
      expect(column).toBeGreaterThanOrEqual(x);
      expect(column).toBeLessThan(x + width);
      expect(row).toBeGreaterThanOrEqual(y);
      expect(row).toBeLessThan(y + height);
    }),
  );
});

test('tiles of twice the scale are windows of twice the size, padded where the picture is smaller', () => {
  const sampling = { ...DEFAULT_SETTINGS.data.sampling, tile_scale: [2, 2] as [number, number] };
  const settings: CropSettings = { scale_mode: 'tiles', image_size: 64, sampling };
  const { crop, paddedTo } = chooseWindow(300, 100, [], settings, random(1));
  expect([crop.width, crop.height, paddedTo]).toEqual([128, 100, 128]);
});

test('without zooming, "resize" shows the whole picture', () => {
  const sampling = { ...DEFAULT_SETTINGS.data.sampling, defect_crop_probability: 0 };
  const settings: CropSettings = { scale_mode: 'resize', image_size: 64, sampling };
  expect(chooseWindow(300, 200, [7], settings, random(1))).toEqual({
    crop: { x: 0, y: 0, width: 300, height: 200 },
    paddedTo: null,
  });
});

// Six pictures free of defects, three with class 1, one with class 2.
const items = [0, 0, 0, 0, 0, 0, 1, 1, 1, 2].map(item);

test('a balanced epoch shows each class and "free of defects" equally often', () => {
  const shown = epochOrder(items, 30, true, random(1)).map((index) => classOf(items[index]));
  expect([0, 1, 2].map((classId) => shown.filter((each) => each === classId).length)).toEqual([10, 10, 10]);
});

test('an unbalanced epoch shows each picture equally often', () => {
  const order = epochOrder(items, 20, false, random(1));
  expect(order.toSorted((a, b) => a - b)).toEqual(items.flatMap((_, index) => [index, index]));
});

test('the order is named by its random numbers', () => {
  const order = (seed: number): number[] => epochOrder(items, 30, true, random(seed));
  expect(order(1)).toEqual(order(1));
  expect(order(1)).not.toEqual(order(2));
});

/** A picture with background and, where the class is above 0, some pixels of it. */
function item(classId: number): DatasetItem {
  const classPixels = [100, 0, 0];
  if (classId > 0) classPixels[classId] = 5;
  return {
    name: 'tile.png',
    imagePath: 'images/tile.png',
    maskPath: null,
    maskReading: { kind: 'indexed' },
    regionPath: null,
    zonesPath: null,
    scale: null,
    lot: null,
    subset: 'train',
    className: null,
    group: 'tile',
    width: 10,
    height: 10,
    channels: 1,
    bitsStored: 8,
    significantBits: 8,
    classPixels,
    ignoredPixels: 0,
  };
}

function classOf({ classPixels }: DatasetItem): number {
  return classPixels.findLastIndex((pixels) => pixels > 0);
}
