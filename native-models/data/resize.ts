import type { LabelMap } from '../../app/mask/label-map.ts';
import { type Cv, loadOpenCv, type Mat } from './opencv.ts';
import type { Raster } from './raster.ts';

/**
 * Resizes a raster of 1 to 6 channels with half-pixel centres: averaging areas along sides that shrink (so that
 * nothing aliases), bilinear along sides that grow.
 */
export async function resizeRaster(raster: Raster, width: number, height: number): Promise<Raster> {
  if (raster.width === width && raster.height === height) return raster;
  const cv = await loadOpenCv();
  using source = matOf(raster, cv);
  using shrunk = new cv.Mat();
  using grown = new cv.Mat();
  const smaller = { width: Math.min(width, raster.width), height: Math.min(height, raster.height) };
  cv.resize(source, shrunk, smaller, 0, 0, cv.INTER_AREA);
  cv.resize(shrunk, grown, { width, height }, 0, 0, cv.INTER_LINEAR);
  return { width, height, channels: raster.channels, data: grown.data32F.slice() };
}

/** Resizes a label map by taking the nearest pixel (half-pixel centres), so that class ids never mix. */
export function resizeLabelMap(labels: LabelMap, width: number, height: number): LabelMap {
  const columns = nearest(labels.width, width);
  const rows = nearest(labels.height, height);
  const data = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    const from = rows[y] * labels.width;
    const to = y * width;
    for (let x = 0; x < width; x++) data[to + x] = labels.data[from + columns[x]];
  }
  return { width, height, data };
}

function matOf({ width, height, channels, data }: Raster, cv: Cv): Mat {
  const type = cv.CV_32FC1 + (channels - 1) * (cv.CV_32FC2 - cv.CV_32FC1);
  const mat = new cv.Mat(height, width, type);
  mat.data32F.set(data);
  return mat;
}

/** For each target position the source position under its centre. */
function nearest(source: number, target: number): Uint32Array {
  return Uint32Array.from({ length: target }, (_, at) => Math.floor(((at + 0.5) * source) / target));
}
