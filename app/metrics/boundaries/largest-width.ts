import type { PixelSize } from '../pixel-size.ts';
import { chessboardDepth } from './chessboard-depth.ts';
import { type Points, PointWriter } from './points.ts';
import { type SiteIndex, indexSites, squaredDistance } from './site-index.ts';

/**
 * The largest width of a region: the diameter of the largest disc inside its pixel squares whose centre is a
 * pixel's centre, corner or edge's middle. A straight line n px wide measures n.
 * @param pixels row-major indices in a frame `width` px wide, ascending, at least one
 */
export function largestWidth(pixels: Int32Array, width: number, pixel: PixelSize): number {
  const crop = cropped(pixels, width);
  if (pixels.length === crop.width * crop.height) {
    return Math.min(crop.width * pixel.width, crop.height * pixel.height);
  }
  return 2 * largestDistance(crop, chessboardDepth(crop.mask.length, crop.stride, [crop.pixels]), pixel);
}

/** A region in its box, with 1 px of margin. */
interface Crop {
  /** Without the margin. */
  readonly width: number;
  readonly height: number;
  readonly stride: number;
  readonly mask: Uint8Array;
  /** Of the region, in the mask. */
  readonly pixels: Int32Array;
}

function cropped(pixels: Int32Array, frameWidth: number): Crop {
  const top = Math.floor(pixels[0] / frameWidth);
  const bottom = Math.floor(pixels[pixels.length - 1] / frameWidth);
  let left = Infinity;
  let right = -Infinity;
  for (const i of pixels) {
    const x = i % frameWidth;
    if (x < left) left = x;
    if (x > right) right = x;
  }
  const [width, height] = [right - left + 1, bottom - top + 1];
  const stride = width + 2;
  const mask = new Uint8Array(stride * (height + 2));
  const inMask = pixels.map((i) => {
    const x = i % frameWidth;
    return ((i - x) / frameWidth - top + 1) * stride + x - left + 1;
  });
  for (const i of inMask) mask[i] = 1;
  return { width, height, stride, mask, pixels: inMask };
}

/**
 * The largest distance from a point of the grid of half pixels in the region to one on its outline. Between a pixel of
 * depth d and the outline lie at most d diagonals, its corners counted in, so the deepest pixels come first and those
 * that cannot reach farther are left out.
 */
function largestDistance(crop: Crop, depth: Int32Array, pixel: PixelSize): number {
  const half = { width: pixel.width / 2, height: pixel.height / 2 };
  const diagonal = Math.hypot(pixel.width, pixel.height);
  const outline = indexSites(outlinePoints(crop, depth));
  const search = new FarthestSearch(outline, half);
  for (const i of deepestFirst(crop.pixels, depth)) {
    if (depth[i] * diagonal < search.largest) break;
    const x = 2 * (i % crop.stride);
    const y = 2 * Math.floor(i / crop.stride);
    const [right, below] = [crop.mask[i + 1], crop.mask[i + crop.stride]];
    search.look(x, y);
    if (right === 1) search.look(x + 1, y);
    if (below === 1) search.look(x, y + 1);
    if ((right & below & crop.mask[i + crop.stride + 1]) === 1) search.look(x + 1, y + 1);
  }
  return search.largest;
}

/** The points of the grid of half pixels that lie on the region's outline; pixel (x, y) has (2x, 2y). */
function outlinePoints({ mask, stride, pixels }: Crop, depth: Int32Array): Points {
  const outline = new PointWriter();
  for (const i of pixels) {
    if (depth[i] > 1) continue;
    const x = 2 * (i % stride);
    const y = 2 * Math.floor(i / stride);
    const [left, right, above, below] = [mask[i - 1], mask[i + 1], mask[i - stride], mask[i + stride]];
    if (right === 0) outline.add(x + 1, y, 0);
    if (below === 0) outline.add(x, y + 1, 0);
    if (left === 0) outline.add(x - 1, y, 0);
    if (above === 0) outline.add(x, y - 1, 0);
    if ((right & below & mask[i + stride + 1]) === 0) outline.add(x + 1, y + 1, 0);
    if ((left & above & mask[i - stride - 1]) === 0) outline.add(x - 1, y - 1, 0);
    if ((above & right & mask[i - stride + 1]) === 0) outline.add(x + 1, y - 1, 0);
    if ((left & below & mask[i + stride - 1]) === 0) outline.add(x - 1, y + 1, 0);
  }
  return outline.finish();
}

function deepestFirst(pixels: Int32Array, depth: Int32Array): Int32Array {
  const deepest = pixels.reduce((most, i) => Math.max(most, depth[i]), 0);
  const places = new Int32Array(deepest + 1);
  for (const i of pixels) places[deepest - depth[i] + 1]++;
  for (let rank = 1; rank < places.length; rank++) places[rank] += places[rank - 1];
  const sorted = new Int32Array(pixels.length);
  for (const i of pixels) sorted[places[deepest - depth[i]]++] = i;
  return sorted;
}

/** Distances change by no more than one moves, so points near the last one measured are often ruled out by it. */
class FarthestSearch {
  largest = 0;
  readonly #outline: SiteIndex;
  readonly #half: PixelSize;
  #lastX = 0;
  #lastY = 0;
  #slack = -1;

  constructor(outline: SiteIndex, half: PixelSize) {
    this.#outline = outline;
    this.#half = half;
  }

  look(x: number, y: number): void {
    const moved = ((x - this.#lastX) * this.#half.width) ** 2 + ((y - this.#lastY) * this.#half.height) ** 2;
    if (this.#slack >= 0 && moved <= this.#slack ** 2) return;
    const distance = Math.sqrt(squaredDistance(x, y, this.#outline, this.#half));
    if (distance > this.largest) this.largest = distance;
    [this.#lastX, this.#lastY, this.#slack] = [x, y, this.largest - distance];
  }
}
