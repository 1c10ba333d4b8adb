import { IGNORE } from '../../../app/mask/label-map.ts';
import type { Cv, Mat } from '../opencv.ts';
import { filterLabels, filterRaster } from './mats.ts';
import type { Picture } from './transform.ts';

/** Resamples `source` into `target` by an OpenCV interpolation, with one value outside the source. */
export type Move = (source: Mat, target: Mat, interpolation: number, outside: readonly number[]) => void;

const BLACK = [0, 0, 0, 0];
const IGNORED = [IGNORE, 0, 0, 0];

/**
 * Moves image and labels alike. What comes from outside the image is black (Albumentations' default) and
 * ignored in the labels (where Albumentations would call it background); labels are never mixed.
 */
export function warp(picture: Picture, cv: Cv, move: Move): Picture {
  return {
    raster: filterRaster(cv, picture.raster, (source, target) => {
      move(source, target, cv.INTER_LINEAR, BLACK);
    }),
    labels: filterLabels(cv, picture.labels, (source, target) => {
      move(source, target, cv.INTER_NEAREST, IGNORED);
    }),
  };
}
