import fc from 'fast-check';
import { expect, test } from 'vitest';
import { IGNORE } from '../../../app/mask/label-map.ts';
import { DEFAULT_SETTINGS } from '../../../app/settings/training-settings.ts';
import { random } from '../../random.ts';
import { loadOpenCv } from '../opencv.ts';
import { augment } from './augment.ts';
import { coarseDropout } from './coarse-dropout.ts';
import { elastic } from './elastic.ts';
import { horizontalFlip, transpose, verticalFlip } from './flip.ts';
import { gaussianBlur } from './gaussian-blur.ts';
import { rotation } from './rotation.ts';
import type { AugmentationSettings, Picture } from './transform.ts';

const cv = await loadOpenCv();
const table = DEFAULT_SETTINGS.data.augmentation;
const everything = withProbability(1);

const pictures = fc
  .record({
    width: fc.integer({ min: 1, max: 40 }),
    height: fc.integer({ min: 1, max: 40 }),
    channels: fc.integer({ min: 1, max: 6 }),
    seed: fc.nat(),
  })
  .map(({ width, height, channels, seed }) => picture(width, height, channels, seed));

test.each([
  ['horizontal', horizontalFlip],
  ['vertical', verticalFlip],
  ['transposing', transpose],
])('a %s flip done twice gives the picture back', (_name, flip) => {
  fc.assert(
    fc.property(pictures, (original) => {
      const once = flip.apply(original, undefined, cv);
      expect(flip.apply(once, undefined, cv)).toEqual(original);
    }),
  );
});

test('every transform together keeps values in 0..1 and brings no class but ignore', () => {
  fc.assert(
    fc.property(pictures, fc.nat(), (original, seed) => {
      const { raster, labels } = augment(original, everything, [seed], cv);
      expect([raster.width, raster.height]).toEqual([original.raster.height, original.raster.width]);
      expect([labels.width, labels.height]).toEqual([raster.width, raster.height]);
      expect(raster.channels).toBe(original.raster.channels);
      expect(raster.data.every((value) => value >= 0 && value <= 1)).toBe(true);
      const before = new Set(original.labels.data).add(IGNORE);
      expect(labels.data.every((id) => before.has(id))).toBe(true);
    }),
  );
});

test('the picture follows from seed, epoch and image alone', () => {
  const original = picture(32, 24, 3, 1);
  const first = augment(original, everything, [7, 2, 11], cv);
  expect(augment(original, everything, [7, 2, 11], cv)).toEqual(first);
  for (const path of [
    [8, 2, 11],
    [7, 3, 11],
    [7, 2, 12],
  ]) {
    expect(augment(original, everything, path, cv).raster.data).not.toEqual(first.raster.data);
  }
});

test('switching one row off leaves the draws of the others as they were', () => {
  const original = picture(32, 24, 1, 2);
  const settings = { ...withProbability(0), coarse_dropout: everything.coarse_dropout };
  const holes = coarseDropout.draw(
    everything.coarse_dropout,
    original.raster,
    drawnAfterChance([5, 1, 1, 6]),
  );
  expect(augment(original, settings, [5, 1, 1], cv)).toEqual(coarseDropout.apply(original, holes, cv));
  const flipped = augment(original, { ...settings, horizontal_flip: { probability: 1 } }, [5, 1, 1], cv);
  const flippedFirst = horizontalFlip.apply(original, undefined, cv);
  expect(flipped).toEqual(coarseDropout.apply(flippedFirst, holes, cv));
});

test('with every probability 0 the picture is left alone', () => {
  const original = picture(5, 4, 2, 3);
  expect(augment(original, withProbability(0), [1, 2, 3], cv)).toBe(original);
});

test('no transform changes the picture it is given', () => {
  const original = picture(32, 24, 3, 4);
  const before = structuredClone(original);
  augment(original, everything, [1, 2, 3], cv);
  expect(original).toEqual(before);
});

test('warps treat any number of channels but three as they treat each alone', () => {
  for (const channels of [2, 4, 5, 6]) {
    const many = picture(20, 14, channels, channels);
    const noise = elastic.draw({ ...table.elastic, alpha: 40, sigma: 4 }, many.raster, random(1));
    const rotated = rotation.apply(many, { degrees: 10 }, cv);
    const bent = elastic.apply(many, noise, cv);
    for (let channel = 0; channel < channels; channel++) {
      const one = plane(many, channel);
      expect(plane(rotated, channel)).toEqual(rotation.apply(one, { degrees: 10 }, cv));
      expect(plane(bent, channel)).toEqual(elastic.apply(one, noise, cv));
    }
  }
});

test('rotation ignores the corners that come from outside the image', () => {
  const rotated = rotation.apply(picture(40, 30, 1, 5), { degrees: 15 }, cv);
  expect([0, 39, 40 * 29, 40 * 30 - 1].map((corner) => rotated.labels.data[corner])).toEqual(
    Array(4).fill(IGNORE),
  );
  expect(rotated.raster.data[0]).toBe(0);
});

test('draws stay within the settings', () => {
  fc.assert(
    fc.property(fc.nat(), (seed) => {
      const { degrees } = rotation.draw(table.rotation, { width: 9, height: 9 }, random(seed));
      expect(Math.abs(degrees)).toBeLessThanOrEqual(15);
      const { kernel, sigma } = gaussianBlur.draw(table.gaussian_blur, { width: 9, height: 9 }, random(seed));
      expect([3, 5, 7]).toContain(kernel);
      expect(sigma >= 0.5 && sigma < 3).toBe(true);
      const { holes } = coarseDropout.draw(table.coarse_dropout, { width: 100, height: 60 }, random(seed));
      expect(holes.length >= 1 && holes.length <= 8).toBe(true);
      for (const { x, y, width, height } of holes) {
        expect(width >= 10 && width < 20 && height >= 6 && height < 12).toBe(true);
        expect(x >= 0 && y >= 0 && x + width <= 100 && y + height <= 60).toBe(true);
      }
    }),
  );
});

test("OpenCV's memory does not grow", () => {
  const original = picture(256, 256, 3, 6);
  augment(original, everything, [0], cv);
  const before = heapBytes();
  for (let call = 0; call < 300; call++) {
    augment(original, everything, [call], cv);
  }
  expect(heapBytes()).toBe(before);
});

test('every matrix is given back', () => {
  const made: { isDeleted(): boolean }[] = [];
  const Mat = new Proxy(cv.Mat, {
    construct(target, size: number[]) {
      const mat = new target(...size);
      made.push(mat as unknown as { isDeleted(): boolean });
      return mat;
    },
  });
  augment(picture(24, 16, 3, 7), everything, [1], { ...cv, Mat });
  expect(made.length).toBeGreaterThan(10);
  expect(made.every((mat) => mat.isDeleted())).toBe(true);
});

/** Values with both ends of the range, and classes 0 to 3 and ignore. */
function picture(width: number, height: number, channels: number, seed: number): Picture {
  const source = random(seed);
  const classes = [0, 1, 2, 3, IGNORE];
  const data = Float32Array.from({ length: width * height * channels }, () => source.integer(0, 255) / 255);
  const ids = Uint8Array.from({ length: width * height }, () => classes[source.integer(0, 4)]);
  return { raster: { width, height, channels, data }, labels: { width, height, data: ids } };
}

function plane({ raster, labels }: Picture, channel: number): Picture {
  const data = raster.data.filter((_, index) => index % raster.channels === channel);
  return { raster: { ...raster, channels: 1, data }, labels };
}

function withProbability(probability: number): AugmentationSettings {
  const rows = Object.entries(table).map(([name, row]) => [name, { ...row, probability }]);
  return Object.fromEntries(rows) as AugmentationSettings;
}

/** The random numbers of one row as they are once its probability has been decided. */
function drawnAfterChance(path: readonly number[]) {
  const source = random(...path);
  source.chance(1);
  return source;
}

function heapBytes(): number {
  using mat = new cv.Mat(1, 1, cv.CV_8UC1);
  return mat.data.buffer.byteLength;
}
