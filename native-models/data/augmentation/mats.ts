import type { LabelMap } from '../../../app/mask/label-map.ts';
import type { Cv, Mat } from '../opencv.ts';
import type { Raster } from '../raster.ts';

/** OpenCV's warps and filters take at most this many channels at once. */
const MOST_CHANNELS = 4;

/** Reads `source` and leaves its result, of the same type, in `target`. */
export type Filter = (source: Mat, target: Mat) => void;

/** The raster after a filter that keeps its size, run on groups of at most `channelsAtOnce` (1..4) channels. */
export function filterRaster(
  cv: Cv,
  raster: Raster,
  filter: Filter,
  channelsAtOnce = MOST_CHANNELS,
): Raster {
  const { width, height, channels } = raster;
  const data = new Float32Array(raster.data.length);
  const types = [cv.CV_32FC1, cv.CV_32FC2, cv.CV_32FC3, cv.CV_32FC4];
  for (let first = 0; first < channels; first += channelsAtOnce) {
    const count = Math.min(channelsAtOnce, channels - first);
    using source = new cv.Mat(height, width, types[count - 1]);
    using target = new cv.Mat();
    copyChannels(raster.data, channels, first, source.data32F, count, 0);
    filter(source, target);
    copyChannels(target.data32F, count, 0, data, channels, first);
  }
  return { width, height, channels, data };
}

/** The label map after a filter that keeps its size. */
export function filterLabels(cv: Cv, labels: LabelMap, filter: Filter): LabelMap {
  const { width, height } = labels;
  using source = new cv.Mat(height, width, cv.CV_8UC1);
  using target = new cv.Mat();
  source.data.set(labels.data);
  filter(source, target);
  return { width, height, data: target.data.slice() };
}

/** A one-channel matrix of 32-bit floats, row-major. The caller declares it with `using`. */
export function matOfFloats(cv: Cv, rows: number, cols: number, values: Float32Array): Mat {
  const mat = new cv.Mat(rows, cols, cv.CV_32FC1);
  mat.data32F.set(values);
  return mat;
}

/** Copies channels between interleaved arrays: those from `firstIn` on to those from `firstOut` on. */
function copyChannels(
  source: Float32Array,
  channelsIn: number,
  firstIn: number,
  target: Float32Array,
  channelsOut: number,
  firstOut: number,
): void {
  if (channelsIn === channelsOut) {
    target.set(source);
    return;
  }
  const count = Math.min(channelsIn, channelsOut);
  const pixels = source.length / channelsIn;
  for (let pixel = 0; pixel < pixels; pixel++) {
    const from = pixel * channelsIn + firstIn;
    const to = pixel * channelsOut + firstOut;
    for (let channel = 0; channel < count; channel++) {
      target[to + channel] = source[from + channel];
    }
  }
}
