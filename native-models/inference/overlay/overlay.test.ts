import { decode } from 'fast-png';
import { expect, test } from 'vitest';
import { classColour } from '../../../app/domain/class-colours.ts';
import { predictInstances, type InstancePrediction } from '../../../app/metrics/operating-point.ts';
import type { Raster } from '../../data/raster.ts';
import { drawOverlay } from './overlay.ts';

const GRAY = 102;

test('a picture without defects is shown as it is', async () => {
  const { width, height, data } = await overlayOf(900, 300, () => false);
  expect([width, height]).toEqual([900, 300]);
  expect(data.every((value) => value === GRAY)).toBe(true);
});

test('small pictures are enlarged, by whole factors of at most four', async () => {
  expect(await overlayOf(200, 300, () => false)).toMatchObject({ width: 400, height: 600 });
  expect(await overlayOf(1, 1, () => true)).toMatchObject({ width: 4, height: 4 });
  expect(await overlayOf(3000, 40, (x) => x < 9)).toMatchObject({ width: 3000, height: 40 });
});

test('the contour lies outside the defect, whose pixels are only tinted', async () => {
  const overlay = await overlayOf(900, 300, (x, y) => x >= 400 && x < 500 && y >= 100 && y < 200);
  const line = [...classColour(1)];
  expect(pixelAt(overlay, 398, 150)).toEqual(line);
  expect(pixelAt(overlay, 399, 150)).toEqual(line);
  expect(pixelAt(overlay, 400, 150)).toEqual(pixelAt(overlay, 450, 150));
  expect(Math.abs(pixelAt(overlay, 450, 150)[0] - GRAY)).toBeLessThan(30);
  expect(pixelAt(overlay, 396, 150)).toEqual([GRAY, GRAY, GRAY]);
});

test('three channels keep their colours, others are shown by their first', async () => {
  const nothing = predictionOf(900, 1, () => false);
  const pixel = async (...values: number[]): Promise<number[]> => {
    const data = Float32Array.from({ length: 900 * values.length }, (_, i) => values[i % values.length]);
    const picture = { width: 900, height: 1, channels: values.length, data };
    return pixelAt(decode(await drawOverlay(picture, nothing, ['background', 'a'])), 7, 0);
  };
  expect(await pixel(1, 0.2, 0)).toEqual([255, 51, 0]);
  expect(await pixel(0.2, 1)).toEqual([51, 51, 51]);
});

test.each(['Kratzer & <Riß>', '裂纹', 'a\u0000b\nc', '', 'x'.repeat(400)])(
  'a class may be called %j',
  async (name) => {
    const overlay = await overlayOf(200, 300, (x, y) => x > 50 && x < 60 && y > 90 && y < 99, name);
    expect(overlay).toMatchObject({ width: 400, height: 600 });
  },
);

function predictionOf(
  width: number,
  height: number,
  isDefect: (x: number, y: number) => boolean,
): InstancePrediction {
  const data = new Float32Array(2 * width * height);
  for (let i = 0; i < width * height; i++) {
    if (isDefect(i % width, Math.floor(i / width))) data[width * height + i] = 0.9;
  }
  const point = { t0: 0.5, t: 0.5, minAreaPx: 1 };
  return predictInstances({ numClasses: 2, width, height, data }, { operatingPoints: new Map([[1, point]]) });
}

interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly data: ArrayLike<number>;
}

async function overlayOf(
  width: number,
  height: number,
  isDefect: (x: number, y: number) => boolean,
  name = 'Kratzer',
) {
  const data = new Float32Array(width * height).fill(GRAY / 255);
  const picture: Raster = { width, height, channels: 1, data };
  return decode(await drawOverlay(picture, predictionOf(width, height, isDefect), ['background', name]));
}

function pixelAt({ width, data }: Pixels, x: number, y: number): number[] {
  const at = 3 * (y * width + x);
  return [data[at], data[at + 1], data[at + 2]];
}
