import type { PixelSize } from '../pixel-size.ts';
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
  const half = { width: pixel.width / 2, height: pixel.height / 2 };
  const { inside, outline } = halfPixelPoints(crop);
  return 2 * largestDistance(inside, indexSites(outline), half);
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

/** The points of a grid of half pixels that lie in the region and on its outline; pixel (x, y) has (2x, 2y). */
function halfPixelPoints({ mask, stride, pixels }: Crop): { inside: Points; outline: Points } {
  const [inside, outline] = [new PointWriter(), new PointWriter()];
  for (const i of pixels) {
    const x = 2 * (i % stride);
    const y = 2 * Math.floor(i / stride);
    const [right, below] = [mask[i + 1], mask[i + stride]];
    inside.add(x, y, 0);
    (right === 1 ? inside : outline).add(x + 1, y, 0);
    (below === 1 ? inside : outline).add(x, y + 1, 0);
    ((right & below & mask[i + stride + 1]) === 1 ? inside : outline).add(x + 1, y + 1, 0);
    const [left, above] = [mask[i - 1], mask[i - stride]];
    if (left === 0) outline.add(x - 1, y, 0);
    if (above === 0) outline.add(x, y - 1, 0);
    if ((left & above & mask[i - stride - 1]) === 0) outline.add(x - 1, y - 1, 0);
    if ((above & right & mask[i - stride + 1]) === 0) outline.add(x + 1, y - 1, 0);
    if ((left & below & mask[i + stride - 1]) === 0) outline.add(x - 1, y + 1, 0);
  }
  return { inside: inside.finish(), outline: outline.finish() };
}

/** Distances change by no more than one moves, so points near the last one measured are often ruled out by it. */
function largestDistance({ xs, ys }: Points, outline: SiteIndex, half: PixelSize): number {
  let largest = 0;
  let [lastX, lastY, slack] = [xs[0], ys[0], -1];
  for (let i = 0; i < xs.length; i++) {
    const moved = ((xs[i] - lastX) * half.width) ** 2 + ((ys[i] - lastY) * half.height) ** 2;
    if (slack >= 0 && moved <= slack ** 2) continue;
    const distance = Math.sqrt(squaredDistance(xs[i], ys[i], outline, half));
    largest = Math.max(largest, distance);
    [lastX, lastY, slack] = [xs[i], ys[i], largest - distance];
  }
  return largest;
}
