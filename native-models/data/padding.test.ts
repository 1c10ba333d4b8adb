import { expect, test } from 'vitest';
import { padLabelMap, padRaster } from './padding.ts';

test('edges repeat to the right and below, in every channel', () => {
  const raster = { width: 2, height: 1, channels: 2, data: Float32Array.of(1, 2, 3, 4) };
  expect([...padRaster(raster, 3).data]).toEqual([1, 2, 3, 4, 3, 4, 1, 2, 3, 4, 3, 4, 1, 2, 3, 4, 3, 4]);
});

test('what is added to a label map is ignored', () => {
  const labels = { width: 2, height: 1, data: Uint8Array.of(0, 7) };
  expect([...padLabelMap(labels, 3).data]).toEqual([0, 7, 255, 255, 255, 255, 255, 255, 255]);
});
