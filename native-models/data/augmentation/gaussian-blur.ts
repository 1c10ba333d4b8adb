import { filterRaster, matOfFloats } from './mats.ts';
import type { AugmentationSettings, Transform } from './transform.ts';

export interface GaussianBlurParameters {
  /** Width of the kernel in px, odd. */
  readonly kernel: number;
  /** Standard deviation in px. */
  readonly sigma: number;
}

/** Albumentations' GaussianBlur with blur_limit and sigma_limit: the kernel's width does not follow sigma. */
export const gaussianBlur: Transform<AugmentationSettings['gaussian_blur'], GaussianBlurParameters> = {
  draw(settings, _size, random) {
    const sigma = random.between(...settings.sigma);
    const kernel = random.integer(...settings.kernel);
    // As in Albumentations an even draw counts for the odd kernel above it.
    return { sigma, kernel: kernel % 2 === 0 ? kernel + 1 : kernel };
  },

  apply({ raster, labels }, { kernel, sigma }, cv) {
    using weights = matOfFloats(cv, kernel, 1, gaussian(kernel, sigma));
    const centre = { x: -1, y: -1 };
    const sameDepth = -1;
    const blurred = filterRaster(cv, raster, (source, target) => {
      cv.sepFilter2D(source, target, sameDepth, weights, weights, centre, 0, cv.BORDER_REFLECT_101);
    });
    return { raster: blurred, labels };
  },
};

/** The normal density at whole pixels from the centre, scaled to sum 1. */
function gaussian(size: number, sigma: number): Float32Array {
  const middle = (size - 1) / 2;
  const weights = Float64Array.from({ length: size }, (_, index) =>
    Math.exp(-0.5 * ((index - middle) / sigma) ** 2),
  );
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return Float32Array.from(weights, (weight) => weight / sum);
}
