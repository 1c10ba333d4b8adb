import type { ClassSide } from '../class-comparison.ts';
import type { PixelSize } from '../pixel-size.ts';
import { type Points, PointWriter } from './points.ts';

/** The contour of a class cut into elements, one at each corner of pixels that are not all on one side of it. */
export interface ContourElements extends Points {
  /** Of each element, in the pixel size's unit. */
  readonly lengths: Float64Array;
}

/**
 * The contour as marching squares draws it through the corners of pixels, as surface-distance does (Nikolov et al.,
 * "Clinically Applicable Segmentation of Head and Neck Anatomy", JMIR 2021). Owners are the four pixels' pattern.
 * @param width the frame's, px
 */
export function contourElements(
  { mask, components }: ClassSide,
  width: number,
  pixel: PixelSize,
): ContourElements {
  const writer = new PointWriter();
  for (const { pixels } of components) {
    for (const i of pixels) addCorners(writer, mask, width, i);
  }
  const points = writer.finish();
  const lengthOf = lengthsByPattern(pixel);
  return { ...points, lengths: Float64Array.from(points.owners, (pattern) => lengthOf[pattern]) };
}

/** The corners of a pixel of which no earlier pixel of the class has told. */
function addCorners(writer: PointWriter, mask: Uint8Array, width: number, i: number): void {
  const [above, below] = [i - width, i + width];
  const x = i % width;
  const y = (i - x) / width;
  const first = mask[above - 1] | mask[above] | mask[i - 1];
  if (first === 0) writer.add(x, y, 8);
  if ((mask[above] | mask[above + 1]) === 0) add(writer, x + 1, y, 4 + 8 * mask[i + 1]);
  if (mask[i - 1] === 0) add(writer, x, y + 1, 2 + 4 * mask[below - 1] + 8 * mask[below]);
  add(writer, x + 1, y + 1, 1 + 2 * mask[i + 1] + 4 * mask[below] + 8 * mask[below + 1]);
}

function add(writer: PointWriter, x: number, y: number, pattern: number): void {
  if (pattern !== ALL_INSIDE) writer.add(x, y, pattern);
}

/** Patterns have bit 1 for the pixel left above the corner, 2 right above, 4 left below, 8 right below. */
const ALL_INSIDE = 15;

function lengthsByPattern({ width, height }: PixelSize): number[] {
  const diagonal = Math.sqrt(width ** 2 + height ** 2) / 2;
  return Array.from({ length: 16 }, (_, pattern) => {
    if (pattern === 0 || pattern === ALL_INSIDE) return 0;
    if (pattern === 3 || pattern === 12) return width;
    if (pattern === 5 || pattern === 10) return height;
    return pattern === 6 || pattern === 9 ? 2 * diagonal : diagonal;
  });
}
