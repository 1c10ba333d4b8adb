import type { LabelMap } from '../../../app/mask/label-map.ts';
import type { Cv, Mat } from '../opencv.ts';
import type { Raster } from '../raster.ts';

/** Reads `source` and leaves its result, of the same type, in `target`. */
export type Filter = (source: Mat, target: Mat) => void;

/**
 * The raster after a filter that keeps its size. A colour image is filtered as one; the channels of any other
 * one by one, because OpenCV's warps are less exact with two channels and end at four.
 */
export function filterRaster(cv: Cv, raster: Raster, filter: Filter): Raster {
  const { width, height, channels } = raster;
  const data = new Float32Array(raster.data.length);
  const [together, type] = channels === 3 ? [3, cv.CV_32FC3] : [1, cv.CV_32FC1];
  for (let first = 0; first < channels; first += together) {
    using source = new cv.Mat(height, width, type);
    using target = new cv.Mat();
    copyChannels(raster.data, channels, first, source.data32F, together, 0);
    filter(source, target);
    copyChannels(target.data32F, together, 0, data, channels, first);
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
