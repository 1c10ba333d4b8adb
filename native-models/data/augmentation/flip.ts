import type { Size } from '../opencv.ts';
import type { Picture, Transform } from './transform.ts';

/** A transform with nothing to draw. */
type Fixed = Transform<unknown, undefined>;

/** Left becomes right. */
export const horizontalFlip: Fixed = {
  draw: () => undefined,
  apply: (picture) => rearrange(picture, picture.raster, (x, y, { width }) => y * width + (width - 1 - x)),
};

/** Top becomes bottom. */
export const verticalFlip: Fixed = {
  draw: () => undefined,
  apply: (picture) =>
    rearrange(picture, picture.raster, (x, y, { width, height }) => (height - 1 - y) * width + x),
};

/** Rows become columns: width and height change places. */
export const transpose: Fixed = {
  draw: () => undefined,
  apply: (picture) => {
    const size = { width: picture.raster.height, height: picture.raster.width };
    return rearrange(picture, size, (x, y, { height }) => x * height + y);
  },
};

/** `origin` says which pixel of the picture ends at (x, y) of a picture of the new size. */
function rearrange(
  { raster, labels }: Picture,
  { width, height }: Size,
  origin: (x: number, y: number, size: Size) => number,
): Picture {
  const size = { width, height };
  const { channels } = raster;
  const values = new Float32Array(raster.data.length);
  const classes = new Uint8Array(labels.data.length);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const to = y * width + x;
      const from = origin(x, y, size);
      classes[to] = labels.data[from];
      for (let channel = 0; channel < channels; channel++) {
        values[to * channels + channel] = raster.data[from * channels + channel];
      }
    }
  }
  return { raster: { width, height, channels, data: values }, labels: { width, height, data: classes } };
}
