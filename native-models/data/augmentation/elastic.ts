import type { Random } from '../../random.ts';
import type { Cv, Mat, Size } from '../opencv.ts';
import { matOfFloats } from './mats.ts';
import type { AugmentationSettings, Transform } from './transform.ts';
import { warp } from './warp.ts';

export interface ElasticParameters {
  /** Scale of the displacements, in px. */
  readonly alpha: number;
  /** Standard deviation of the Gaussian that smooths them, in px. */
  readonly sigma: number;
  /** Per pixel and axis, between -1 and 1; row-major. */
  readonly noise: { readonly x: Float32Array; readonly y: Float32Array };
}

/**
 * Moves every pixel by smoothed noise: Albumentations' ElasticTransform with its defaults (normal noise scaled
 * so that its largest value is 1, both axes drawn, constant border 0). Albumentations smooths both axes as
 * one tall image, so that they touch along a seam; here each axis is smoothed by itself. At alpha 1 and
 * sigma 50, its defaults, no pixel moves by more than a small part of its width.
 */
export const elastic: Transform<AugmentationSettings['elastic'], ElasticParameters> = {
  draw({ alpha, sigma }, { width, height }, random) {
    const pixels = width * height;
    const noise = drawNoise(2 * pixels, random);
    return { alpha, sigma, noise: { x: noise.subarray(0, pixels), y: noise.subarray(pixels) } };
  },

  apply(picture, { alpha, sigma, noise }, cv) {
    const { width, height } = picture.raster;
    using mapX = smooth(cv, noise.x, { width, height }, sigma);
    using mapY = smooth(cv, noise.y, { width, height }, sigma);
    addPositions(mapX.data32F, mapY.data32F, alpha, width);
    return warp(picture, cv, (source, target, interpolation, outside) => {
      cv.remap(source, target, mapX, mapY, interpolation, cv.BORDER_CONSTANT, outside);
    });
  },
};

const CENTRE = { x: -1, y: -1 };

function drawNoise(length: number, random: Random): Float32Array {
  const noise = new Float32Array(length);
  let largest = 0;
  for (let index = 0; index < length; index++) {
    noise[index] = random.normal();
    largest = Math.max(largest, Math.abs(noise[index]));
  }
  for (let index = 0; index < length; index++) {
    noise[index] /= largest;
  }
  return noise;
}

/** Turns smoothed noise into the place each pixel is taken from, in px. */
function addPositions(mapX: Float32Array, mapY: Float32Array, alpha: number, width: number): void {
  for (let index = 0; index < mapX.length; index++) {
    mapX[index] = alpha * mapX[index] + (index % width);
    mapY[index] = alpha * mapY[index] + Math.floor(index / width);
  }
}

/**
 * A Gaussian blur with replicated borders. A wide one runs on a smaller copy: there it takes a fifth of the
 * time at 256 px and differs by about a thousandth of the largest displacement.
 */
function smooth(cv: Cv, noise: Float32Array, { width, height }: Size, sigma: number): Mat {
  const shrink = 2 * Math.floor(sigma / 20) + 1;
  const margin = Math.ceil((4 * sigma) / shrink) * shrink;
  const right = roundUp(width + margin, shrink) - width;
  const bottom = roundUp(height + margin, shrink) - height;
  const size = { width: margin + width + right, height: margin + height + bottom };
  const small = { width: size.width / shrink, height: size.height / shrink };

  using plane = matOfFloats(cv, height, width, noise);
  using work = new cv.Mat();
  cv.copyMakeBorder(plane, work, margin, bottom, margin, right, cv.BORDER_REPLICATE);
  cv.blur(work, work, { width: shrink, height: shrink }, CENTRE, cv.BORDER_REPLICATE);
  cv.resize(work, work, small, 0, 0, cv.INTER_AREA);
  const sigmaLeft = remainingSigma(sigma, shrink);
  cv.GaussianBlur(work, work, { width: 0, height: 0 }, sigmaLeft, sigmaLeft, cv.BORDER_REPLICATE);
  cv.resize(work, work, size, 0, 0, cv.INTER_LINEAR);

  using inside = work.roi({ x: margin, y: margin, width, height });
  const smoothed = new cv.Mat();
  inside.copyTo(smoothed);
  return smoothed;
}

/** What is left to blur on the small copy: two averages going down and a line going up smooth as well. */
function remainingSigma(sigma: number, shrink: number): number {
  const varianceOfAverage = (shrink ** 2 - 1) / 12;
  const varianceOfLine = 2 * varianceOfAverage;
  return Math.sqrt(sigma ** 2 - 2 * varianceOfAverage - varianceOfLine) / shrink;
}

function roundUp(value: number, step: number): number {
  return Math.ceil(value / step) * step;
}
