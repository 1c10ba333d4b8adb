import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cropLabelMap, cropRaster } from './crop.ts';
import type { Raster } from './raster.ts';
import { resizeLabelMap, resizeRaster } from './resize.ts';

function ramp(width: number, height: number, channels: number): Raster {
  const data = Float32Array.from({ length: width * height * channels }, (_, i) => i);
  return { width, height, channels, data };
}

describe('resizeRaster', () => {
  test.each([1, 2, 3, 4, 5, 6])('halving averages areas of 2x2, %i channels', async (channels) => {
    const source = ramp(6, 4, channels);
    const half = await resizeRaster(source, 3, 2);
    expect([half.width, half.height, half.channels]).toEqual([3, 2, channels]);
    for (let y = 0; y < 2; y++) {
      for (let x = 0; x < 3; x++) {
        for (let c = 0; c < channels; c++) {
          const at = (row: number, column: number): number => source.data[(row * 6 + column) * channels + c];
          const mean =
            (at(2 * y, 2 * x) + at(2 * y, 2 * x + 1) + at(2 * y + 1, 2 * x) + at(2 * y + 1, 2 * x + 1)) / 4;
          expect(half.data[(y * 3 + x) * channels + c]).toBeCloseTo(mean, 4);
        }
      }
    }
  });

  test('growing is bilinear with half-pixel centres', async () => {
    const source = { width: 2, height: 1, channels: 1, data: Float32Array.of(0, 1) };
    expect([...(await resizeRaster(source, 4, 1)).data]).toEqual([0, 0.25, 0.75, 1]);
  });

  test('one side may shrink while the other grows', async () => {
    const source = { width: 4, height: 1, channels: 1, data: Float32Array.of(0, 2, 4, 6) };
    expect([...(await resizeRaster(source, 2, 2)).data]).toEqual([1, 5, 1, 5]);
  });

  test('a flat picture stays flat at any size', async () => {
    const side = fc.integer({ min: 1, max: 40 });
    await fc.assert(
      fc.asyncProperty(side, side, side, side, async (width, height, newWidth, newHeight) => {
        const flat = { width, height, channels: 1, data: new Float32Array(width * height).fill(0.25) };
        const resized = await resizeRaster(flat, newWidth, newHeight);
        expect(resized.data.length).toBe(newWidth * newHeight);
        for (const value of resized.data) expect(value).toBeCloseTo(0.25, 5);
      }),
      { numRuns: 50 },
    );
  });
});

describe('resizeLabelMap', () => {
  test('takes the pixel under each centre', () => {
    const labels = { width: 3, height: 1, data: Uint8Array.of(1, 254, 255) };
    expect([...resizeLabelMap(labels, 6, 1).data]).toEqual([1, 1, 254, 254, 255, 255]);
    expect([...resizeLabelMap(labels, 1, 2).data]).toEqual([254, 254]);
  });

  test('invents no class, and growing by a whole factor and back changes nothing', () => {
    const side = fc.integer({ min: 1, max: 12 });
    fc.assert(
      fc.property(side, side, fc.integer({ min: 1, max: 5 }), (width, height, factor) => {
        const data = Uint8Array.from({ length: width * height }, (_, i) => (i * 37) % 256);
        const grown = resizeLabelMap({ width, height, data }, width * factor, height * factor);
        expect(resizeLabelMap(grown, width, height).data).toEqual(data);
        expect(new Set(grown.data)).toEqual(new Set(data));
      }),
    );
  });
});

test('crops take their rectangle', () => {
  const crop = { x: 1, y: 1, width: 2, height: 1 };
  expect([...cropRaster(ramp(4, 3, 2), crop).data]).toEqual([10, 11, 12, 13]);
  const labels = { width: 4, height: 3, data: Uint8Array.from({ length: 12 }, (_, i) => i) };
  expect(cropLabelMap(labels, crop)).toEqual({ width: 2, height: 1, data: Uint8Array.of(5, 6) });
});
