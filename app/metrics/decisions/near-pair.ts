import type { Box } from '../../mask/component-shape.ts';
import { type Points, PointWriter } from '../boundaries/points.ts';
import { indexSites, nearestSites } from '../boundaries/site-index.ts';
import type { PixelSize } from '../pixel-size.ts';

interface Placed {
  readonly box: Box;
  /** Row-major indices in the image. */
  readonly pixels: Int32Array;
}

/**
 * Two findings that are nearer to each other than a distance, from the centre of a pixel of one to the nearest of the
 * other: the first such two from the left. Null where there are none.
 * @param imageWidth px
 * @param distance in the unit of the pixel's sides
 */
export function nearPair<T extends Placed>(
  findings: readonly T[],
  imageWidth: number,
  pixel: PixelSize,
  distance: number,
): [T, T] | null {
  const fromTheLeft = findings.toSorted((a, b) => a.box.x - b.box.x);
  for (const [index, first] of fromTheLeft.entries()) {
    for (let right = index + 1; right < fromTheLeft.length; right++) {
      const second = fromTheLeft[right];
      // All that follow begin even farther to the right.
      if (columnsBetween(first.box, second.box) * pixel.width >= distance) break;
      if (rowsBetween(first.box, second.box) * pixel.height >= distance) continue;
      if (isNear(first, second, imageWidth, pixel, distance)) return [first, second];
    }
  }
  return null;
}

/** From the last pixel centre of one box to the first of the other. */
function columnsBetween(left: Box, right: Box): number {
  return right.x - (left.x + left.width - 1);
}

function rowsBetween(a: Box, b: Box): number {
  const [upper, lower] = a.y <= b.y ? [a, b] : [b, a];
  return lower.y - (upper.y + upper.height - 1);
}

function isNear(a: Placed, b: Placed, imageWidth: number, pixel: PixelSize, distance: number): boolean {
  const [few, many] = a.pixels.length <= b.pixels.length ? [a, b] : [b, a];
  const sites = indexSites(pointsOf(many.pixels, imageWidth));
  const { squared } = nearestSites(pointsOf(few.pixels, imageWidth), sites, pixel, distance);
  return squared.some((value) => Math.sqrt(value) < distance);
}

function pointsOf(pixels: Int32Array, imageWidth: number): Points {
  const writer = new PointWriter();
  for (const pixel of pixels) {
    const x = pixel % imageWidth;
    writer.add(x, (pixel - x) / imageWidth, 0);
  }
  return writer.finish();
}
