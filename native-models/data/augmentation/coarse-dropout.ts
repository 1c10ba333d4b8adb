import { IGNORE } from '../../../app/mask/label-map.ts';
import type { Rect } from '../opencv.ts';
import type { AugmentationSettings, Transform } from './transform.ts';

export interface CoarseDropoutParameters {
  /** In px, inside the picture. */
  readonly holes: readonly Rect[];
}

/**
 * Cuts black rectangles: Albumentations' CoarseDropout with its default fill 0 and fill_mask 255. Its default
 * leaves the labels as they are, which would ask the network for defects it cannot see; a class of
 * background would teach it that whatever is hidden is good. So what is hidden is ignored.
 */
export const coarseDropout: Transform<AugmentationSettings['coarse_dropout'], CoarseDropoutParameters> = {
  draw({ holes, hole_height, hole_width }, size, random) {
    const count = random.integer(...holes);
    return {
      holes: Array.from({ length: count }, () => {
        const height = Math.floor(size.height * random.between(...hole_height));
        const width = Math.floor(size.width * random.between(...hole_width));
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
