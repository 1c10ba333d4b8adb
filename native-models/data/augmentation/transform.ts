import type { LabelMap } from '../../../app/mask/label-map.ts';
import type { TrainingSettings } from '../../../app/settings/training-settings.ts';
import type { Random } from '../../random.ts';
import type { Cv, Size } from '../opencv.ts';
import type { Raster } from '../raster.ts';

export type AugmentationSettings = TrainingSettings['data']['augmentation'];

/** An image and its labels, of the same width and height. */
export interface Picture {
  readonly raster: Raster;
  readonly labels: LabelMap;
}

/**
 * One row of the augmentation table (brief section 7). Drawing is apart from applying, so that a transform can
 * be applied with known parameters. Neither changes the picture it is given.
 */
export interface Transform<Settings, Parameters> {
  /** Draws the parameters for a picture of the given size. */
  draw(settings: Settings, size: Size, random: Random): Parameters;
  apply(picture: Picture, parameters: Parameters, cv: Cv): Picture;
}
