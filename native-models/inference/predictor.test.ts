import { expect, test } from 'vitest';
import type { DecodedImage } from '../data/decode-image.ts';
import type { InputMapping } from '../data/input-mapping.ts';
import type { Flips } from './flips.ts';
import type { Forward } from './forward.ts';
import { createPredictor } from './predictor.ts';

/** Leaves values as they are, so that a prediction can be compared with the picture. */
const mapping: InputMapping = { channels: 1, significantBits: 8, range: 'full', mean: [0], deviation: [1] };

const settings = { mapping, classes: 2, imageSize: 16, tileOverlap: 0.25 };

/** A model that takes the gray value for the probability of its one defect. */
const grayIsDefect: Forward = (batch, n, height, width) => {
  expect(batch).toHaveLength(n * height * width);
  const plane = height * width;
  const probabilities = new Float32Array(n * 2 * plane);
  for (let picture = 0; picture < n; picture++) {
    for (let pixel = 0; pixel < plane; pixel++) {
      const value = batch[picture * plane + pixel];
      probabilities[2 * picture * plane + pixel] = 1 - value;
      probabilities[(2 * picture + 1) * plane + pixel] = value;
    }
  }
  return Promise.resolve(probabilities);
};

test.each([
  [1, 1],
  [5, 7],
  [16, 16],
  [50, 9],
  [37, 41],
  [3000, 4],
])('tiles of a picture of %i x %i px give every pixel its own probability', async (width, height) => {
  const image = pictureOf(width, height, (x, y) => (7 * x + 13 * y) % 256);
  const predict = createPredictor({ ...settings, scaleMode: 'tiles', forward: grayIsDefect });
  const prediction = await predict(image);
  expect(prediction).toMatchObject({ numClasses: 2, width, height });
  expect(largestDifference(prediction.data, image)).toBeLessThan(1e-6);
});

test('tiles beyond the picture see its edge repeated', async () => {
  const seen: Float32Array[] = [];
  const forward: Forward = (batch, n, height, width) => {
    seen.push(batch.slice());
    return grayIsDefect(batch, n, height, width);
  };
  const predict = createPredictor({ ...settings, imageSize: 3, scaleMode: 'tiles', forward });
  await predict(pictureOf(2, 2, (x, y) => 51 * (1 + x + 2 * y)));
  expect(seen).toHaveLength(1);
  expect([...seen[0]].map((value) => Math.round(value * 5))).toEqual([1, 2, 2, 3, 4, 4, 3, 4, 4]);
});

test('tiles of 256 px go through the model eight at a time, the rest together', async () => {
  const batches: number[] = [];
  const forward: Forward = (batch, n, height, width) => {
    batches.push(n);
    return grayIsDefect(batch, n, height, width);
  };
  const predict = createPredictor({
    ...settings,
    imageSize: 256,
    tileOverlap: 0,
    scaleMode: 'tiles',
    forward,
  });
  const image = pictureOf(5 * 256, 2 * 256, (x, y) => (3 * x + 5 * y) % 256);
  expect(largestDifference((await predict(image)).data, image)).toBeLessThan(1e-6);
  expect(batches).toEqual([8, 2]);
});

test.each(['resize', 'tiles'] as const)(
  'mirrored views of a model that sees no side change nothing, %s',
  async (scaleMode) => {
    const image = pictureOf(23, 37, (x, y) => (7 * x + 13 * y) % 256);
    const predict = (flips: Flips) =>
      createPredictor({ ...settings, scaleMode, flips, forward: grayIsDefect })(image);
    const plain = await predict('none');
    expect(await predict('horizontal')).toEqual(plain);
    expect(await predict('both')).toEqual(plain);
  },
);

test('resizing shows the model one square and gives probabilities at native resolution', async () => {
  const sizes: number[][] = [];
  const forward: Forward = (batch, n, height, width) => {
    sizes.push([n, height, width]);
    return grayIsDefect(batch, n, height, width);
  };
  const predict = createPredictor({ ...settings, scaleMode: 'resize', forward });
  const image = pictureOf(64, 32, (x) => 4 * x);
  const prediction = await predict(image);
  expect(sizes).toEqual([[1, 16, 16]]);
  expect(prediction).toMatchObject({ numClasses: 2, width: 64, height: 32 });
  // A ramp stays a ramp, flattened within half a coarse pixel of its ends.
  expect(largestDifference(prediction.data, image)).toBeLessThan((2 * 4) / 255);
  for (let pixel = 0; pixel < 64 * 32; pixel++) {
    expect(prediction.data[pixel] + prediction.data[64 * 32 + pixel]).toBeCloseTo(1, 5);
  }
});

function pictureOf(width: number, height: number, value: (x: number, y: number) => number): DecodedImage {
  const data = Uint8Array.from({ length: width * height }, (_, i) => value(i % width, Math.floor(i / width)));
  return { width, height, channels: 1, bitsStored: 8, significantBits: 8, data, notes: [] };
}

/** Between the gray values as 0..1 and the probabilities of the defect. */
function largestDifference(probabilities: Float32Array, { data }: DecodedImage): number {
  let largest = 0;
  for (let i = 0; i < data.length; i++) {
    largest = Math.max(largest, Math.abs(probabilities[data.length + i] - data[i] / 255));
  }
  return largest;
}
