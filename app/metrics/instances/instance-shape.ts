import type { Box, ComponentShape, Scale } from '../../mask/component-shape.ts';
import { componentShape } from '../../mask/component-shape.ts';
import { largestWidth } from '../boundaries/largest-width.ts';
import { IN_PX, type PixelSize, inMm } from '../pixel-size.ts';

/** Size, place and direction of an instance; what is in mm is there with a scale only. */
export interface InstanceShape extends ComponentShape {
  /** Diameter of the largest disc inside: n for a straight line n px wide. */
  readonly widthPx: number;
  readonly widthMm?: number;
  /** Standard deviation along the main axis over that across it: n / m for a rectangle of n x m, 1 for a square. */
  readonly elongation: number;
  /** The same as measured in mm. */
  readonly elongationInMm?: number;
  /** Direction of the main axis in degrees, 0 = level, 0 to 180 counterclockwise; null without a main axis. */
  readonly orientation: number | null;
  /** The same as measured in mm. */
  readonly orientationInMm?: number | null;
}

/**
 * @param pixels row-major indices in the frame, ascending, at least one
 * @param frame its place in the image, px
 */
export function instanceShape(pixels: Int32Array, frame: Box, scale?: Scale): InstanceShape {
  const shape = componentShape(pixels, frame.width, scale);
  const moments = secondMoments(pixels, frame.width);
  const widthPx = largestWidth(pixels, frame.width, IN_PX);
  const inPx = {
    ...shape,
    box: { ...shape.box, x: shape.box.x + frame.x, y: shape.box.y + frame.y },
    widthPx,
    ...mainAxis(moments, IN_PX),
  };
  if (scale === undefined) return inPx;
  const pixel = inMm(scale);
  const { elongation, orientation } = mainAxis(moments, pixel);
  return {
    ...inPx,
    widthMm: pixel.width === pixel.height ? widthPx * pixel.width : largestWidth(pixels, frame.width, pixel),
    elongationInMm: elongation,
    orientationInMm: orientation,
  };
}

/** Variances and covariance of a region of whole pixel squares, px^2. */
interface Moments {
  readonly xx: number;
  readonly yy: number;
  readonly xy: number;
}

function secondMoments(pixels: Int32Array, width: number): Moments {
  let [sumX, sumY] = [0, 0];
  for (const i of pixels) {
    sumX += i % width;
    sumY += Math.floor(i / width);
  }
  const [meanX, meanY] = [sumX / pixels.length, sumY / pixels.length];
  let [xx, yy, xy] = [0, 0, 0];
  for (const i of pixels) {
    const dx = (i % width) - meanX;
    const dy = Math.floor(i / width) - meanY;
    xx += dx * dx;
    yy += dy * dy;
    xy += dx * dy;
  }
  const ofSquare = 1 / 12;
  return { xx: xx / pixels.length + ofSquare, yy: yy / pixels.length + ofSquare, xy: xy / pixels.length };
}

function mainAxis(
  { xx, yy, xy }: Moments,
  { width, height }: PixelSize,
): Pick<InstanceShape, 'elongation' | 'orientation'> {
  const [a, b, c] = [xx * width ** 2, xy * width * height, yy * height ** 2];
  const mean = (a + c) / 2;
  const spread = Math.hypot((a - c) / 2, b);
  if (spread < 1e-12 * mean) return { elongation: 1, orientation: null };
  // y points down, degrees go up.
  const degrees = (-Math.atan2(2 * b, a - c) * 90) / Math.PI;
  return {
    elongation: Math.sqrt((mean + spread) / (mean - spread)),
    orientation: ((degrees % 180) + 180) % 180,
  };
}
