import type { Clahe, Cv, Mat } from '../opencv.ts';
import { filterRaster } from './mats.ts';
import type { AugmentationSettings, Transform } from './transform.ts';

export interface ClaheParameters {
  readonly clipLimit: number;
  /** Tiles a side. */
  readonly tileGrid: number;
}

/**
 * Contrast-limited adaptive histogram equalisation as in Albumentations: in 8 bits, of a gray image or of the
 * lightness (L*a*b*) of a colour image. Albumentations refuses any other number of channels; here each of
 * them counts as a gray image. 16 bits would spread the histogram so thin that the limit means nothing.
 */
export const clahe: Transform<AugmentationSettings['clahe'], ClaheParameters> = {
  draw: ({ clip_limit, tile_grid }, _size, random) => ({
    clipLimit: random.between(1, clip_limit),
    tileGrid: tile_grid,
  }),

  apply({ raster, labels }, { clipLimit, tileGrid }, cv) {
    using equaliser = new cv.CLAHE(clipLimit, { width: tileGrid, height: tileGrid });
    const equalise = raster.channels === 3 ? equaliseLightness : equaliseGray;
    const equalised = filterRaster(cv, raster, (source, target) => {
      using bytes = new cv.Mat();
      source.convertTo(bytes, cv.CV_8UC1, 255);
      equalise(cv, equaliser, bytes);
      bytes.convertTo(target, cv.CV_32FC1, 1 / 255);
    });
    return { raster: equalised, labels };
  },
};

function equaliseGray(_cv: Cv, equaliser: Clahe, gray: Mat): void {
  equaliser.apply(gray, gray);
}

function equaliseLightness(cv: Cv, equaliser: Clahe, colour: Mat): void {
  using lab = new cv.Mat();
  using lightness = new cv.Mat(colour.rows, colour.cols, cv.CV_8UC1);
  cv.cvtColor(colour, lab, cv.COLOR_RGB2Lab);
  copyStrided(lab.data, 3, lightness.data, 1);
  equaliser.apply(lightness, lightness);
  copyStrided(lightness.data, 1, lab.data, 3);
  cv.cvtColor(lab, colour, cv.COLOR_Lab2RGB);
}

/** Copies the first value of every `stepIn` to the first of every `stepOut`. */
function copyStrided(source: Uint8Array, stepIn: number, target: Uint8Array, stepOut: number): void {
  for (let from = 0, to = 0; from < source.length; from += stepIn, to += stepOut) {
    target[to] = source[from];
  }
}
