import { IGNORE, type LabelMap } from '../../app/mask/label-map.ts';
import type { Raster } from './raster.ts';

/** A raster no larger than a square of `side` px, with its right and lower edges repeated to fill the square. */
export function padRaster(raster: Raster, side: number): Raster {
  const { width, height, channels } = raster;
  if (width === side && height === side) return raster;
  const data = new Float32Array(side * side * channels);
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const from = (Math.min(y, height - 1) * width + Math.min(x, width - 1)) * channels;
      const to = (y * side + x) * channels;
      for (let channel = 0; channel < channels; channel++) data[to + channel] = raster.data[from + channel];
    }
  }
  return { width: side, height: side, channels, data };
}

/** A label map in the upper left of a square of `side` px; what is added counts nowhere. */
export function padLabelMap({ width, height, data }: LabelMap, side: number): LabelMap {
  const padded = new Uint8Array(side * side).fill(IGNORE);
  for (let y = 0; y < height; y++) padded.set(data.subarray(y * width, (y + 1) * width), y * side);
  return { width: side, height: side, data: padded };
}
