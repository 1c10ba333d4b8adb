import type { AugmentationSettings, Transform } from './transform.ts';

export interface BrightnessContrastParameters {
  /** Added; 1 is the whole range from black to white. */
  readonly brightness: number;
  /** The factor. */
  readonly contrast: number;
}

/**
 * `contrast * value + brightness`, cut to 0..1: Albumentations' RandomBrightnessContrast with its defaults
 * brightness_by_max true and ensure_safe_range false. Contrast pivots on black, not on the mean.
 */
export const brightnessContrast: Transform<
  AugmentationSettings['brightness_contrast'],
  BrightnessContrastParameters
> = {
  draw: ({ brightness_limit, contrast_limit }, _size, random) => ({
    contrast: 1 + random.between(-contrast_limit, contrast_limit),
    brightness: random.between(-brightness_limit, brightness_limit),
  }),

  apply({ raster, labels }, { brightness, contrast }) {
    const data = new Float32Array(raster.data.length);
    for (let index = 0; index < data.length; index++) {
      data[index] = Math.min(1, Math.max(0, contrast * raster.data[index] + brightness));
    }
    return { raster: { ...raster, data }, labels };
  },
};
