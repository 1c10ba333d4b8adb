import { IGNORE } from '../../../app/mask/label-map.ts';
import type { Random } from '../../random.ts';
import type { Rect } from '../opencv.ts';
import type { Transform } from './transform.ts';

type Range = readonly [number, number];

export interface CoarseDropoutSettings {
  /** Fewest and most holes. */
  readonly holes: Range;
  /** Least and greatest height: shares of the picture's height, or px where the greatest is 1 or more. */
  readonly hole_height: Range;
  /** Least and greatest width, likewise. */
  readonly hole_width: Range;
}

export interface CoarseDropoutParameters {
  /** In px, inside the picture. */
  readonly holes: readonly Rect[];
}

/**
 * Cuts black rectangles: Albumentations' CoarseDropout with its default fill 0 and fill_mask 255. Its default
 * leaves the labels as they are, which would ask the network for defects it cannot see; a class of
 * background would teach it that whatever is hidden is good. So what is hidden is ignored.
 */
export const coarseDropout: Transform<CoarseDropoutSettings, CoarseDropoutParameters> = {
  draw({ holes, hole_height, hole_width }, size, random) {
    const count = random.integer(...holes);
    return {
      holes: Array.from({ length: count }, () => {
        const height = drawLength(hole_height, size.height, random);
        const width = drawLength(hole_width, size.width, random);
        const y = random.integer(0, size.height - height);
        const x = random.integer(0, size.width - width);
        return { x, y, width, height };
      }),
    };
  },

  apply({ raster, labels }, { holes }) {
    const values = raster.data.slice();
    const classes = labels.data.slice();
    const { channels } = raster;
    for (const { x, y, width, height } of holes) {
      for (let row = y; row < y + height; row++) {
        const start = row * labels.width + x;
        const end = start + width;
        values.fill(0, start * channels, end * channels);
        classes.fill(IGNORE, start, end);
      }
    }
    return { raster: { ...raster, data: values }, labels: { ...labels, data: classes } };
  },
};

function drawLength([least, greatest]: Range, whole: number, random: Random): number {
  if (greatest >= 1) {
    return random.integer(Math.min(least, whole), Math.min(greatest, whole));
  }
  return Math.floor(whole * random.between(least, greatest));
}
