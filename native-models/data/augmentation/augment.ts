import { random, type Random } from '../../random.ts';
import type { Cv } from '../opencv.ts';
import { brightnessContrast } from './brightness-contrast.ts';
import { clahe } from './clahe.ts';
import { coarseDropout } from './coarse-dropout.ts';
import { elastic } from './elastic.ts';
import { horizontalFlip, transpose, verticalFlip } from './flip.ts';
import { gaussianBlur } from './gaussian-blur.ts';
import { rotation } from './rotation.ts';
import type { AugmentationSettings, Picture, Transform } from './transform.ts';

/**
 * Runs the augmentation table of the brief, section 7, from top to bottom, each row with its probability. Rows
 * mean what they mean in Albumentations 2.0.8.
 *
 * @param path names the random numbers, e.g. [seed, epoch, image]: the same path gives the same picture. Each
 *   row has random numbers of its own, so that changing one row leaves the draws of the others as they were.
 */
export function augment(
  picture: Picture,
  settings: AugmentationSettings,
  path: readonly number[],
  cv: Cv,
): Picture {
  const rows = [
    row(horizontalFlip, settings.horizontal_flip),
    row(verticalFlip, settings.vertical_flip),
    row(transpose, settings.transpose),
    row(rotation, settings.rotation),
    row(brightnessContrast, settings.brightness_contrast),
    row(gaussianBlur, settings.gaussian_blur),
    row(coarseDropout, settings.coarse_dropout),
    row(elastic, settings.elastic),
    row(clahe, settings.clahe),
  ];
  return rows.reduce((current, run, index) => run(current, random(...path, index), cv), picture);
}

type Row = (picture: Picture, source: Random, cv: Cv) => Picture;

function row<Settings extends { readonly probability: number }, Parameters>(
  transform: Transform<Settings, Parameters>,
  settings: Settings,
): Row {
  return (picture, source, cv) =>
    source.chance(settings.probability)
      ? transform.apply(picture, transform.draw(settings, picture.raster, source), cv)
      : picture;
}
