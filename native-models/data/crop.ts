import type { LabelMap } from '../../app/mask/label-map.ts';
import type { Raster } from './raster.ts';
import type { Crop } from './sampler.ts';

/** The part of a raster inside a rectangle, which must lie within the picture. */
export function cropRaster(raster: Raster, crop: Crop): Raster {
  const { channels } = raster;
  const data = new Float32Array(crop.width * crop.height * channels);
  copyRows(raster.data, raster.width * channels, data, {
    ...crop,
    x: crop.x * channels,
    width: crop.width * channels,
  });
  return { width: crop.width, height: crop.height, channels, data };
}

/** The part of a label map inside a rectangle, which must lie within the picture. */
export function cropLabelMap(labels: LabelMap, crop: Crop): LabelMap {
  const data = new Uint8Array(crop.width * crop.height);
  copyRows(labels.data, labels.width, data, crop);
  return { width: crop.width, height: crop.height, data };
}

function copyRows<T extends Float32Array | Uint8Array>(
  source: T,
  stride: number,
  target: T,
  { x, y, width, height }: Crop,
): void {
  for (let row = 0; row < height; row++) {
    const start = (y + row) * stride + x;
    target.set(source.subarray(start, start + width), row * width);
  }
}
