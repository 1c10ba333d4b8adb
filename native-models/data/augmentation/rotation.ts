import type { Cv, Mat, Size } from '../opencv.ts';
import type { AugmentationSettings, Transform } from './transform.ts';
import { warp } from './warp.ts';

export interface RotationParameters {
  /** Counter-clockwise as seen on the screen. */
  readonly degrees: number;
}

/** Rotates about the centre and keeps the size: Albumentations' Rotate with its default border (constant, 0). */
export const rotation: Transform<AugmentationSettings['rotation'], RotationParameters> = {
  draw: ({ limit_degrees }, _size, random) => ({ degrees: random.between(-limit_degrees, limit_degrees) }),

  apply(picture, { degrees }, cv) {
    const { width, height } = picture.raster;
    using matrix = rotationAboutCentre(cv, degrees, { width, height });
    return warp(picture, cv, (source, target, interpolation, outside) => {
      cv.warpAffine(source, target, matrix, { width, height }, interpolation, cv.BORDER_CONSTANT, outside);
    });
  },
};

/** The 2x3 matrix that takes a pixel's place to its new one; pixel centres are at whole numbers. */
function rotationAboutCentre(cv: Cv, degrees: number, { width, height }: Size): Mat {
  const cos = Math.cos((degrees * Math.PI) / 180);
  const sin = Math.sin((degrees * Math.PI) / 180);
  const x = (width - 1) / 2;
  const y = (height - 1) / 2;
  const matrix = new cv.Mat(2, 3, cv.CV_64FC1);
  matrix.data64F.set([cos, sin, x - cos * x - sin * y, -sin, cos, y + sin * x - cos * y]);
  return matrix;
}
