import type { DecodedImage } from '../../native-models/data/decode-image.ts';

/** Interleaved values, [height, width, channels]. */
export type Level = Pick<DecodedImage, 'width' | 'height' | 'channels' | 'data'>;

/** Half as wide and high, rounded up: each value the rounded mean of 2 x 2; a last odd row or column counts twice. */
export function halve({ width, height, channels, data }: Level): Level {
  const [halfWidth, halfHeight] = [Math.ceil(width / 2), Math.ceil(height / 2)];
  const length = halfWidth * halfHeight * channels;
  const half = data instanceof Uint16Array ? new Uint16Array(length) : new Uint8Array(length);
  let to = 0;
  for (let y = 0; y < halfHeight; y++) {
    const upper = 2 * y * width * channels;
    const lower = Math.min(2 * y + 1, height - 1) * width * channels;
    for (let x = 0; x < halfWidth; x++) {
      const left = 2 * x * channels;
      const right = Math.min(2 * x + 1, width - 1) * channels;
      for (let channel = 0; channel < channels; channel++) {
        const above = data[upper + left + channel] + data[upper + right + channel];
        const below = data[lower + left + channel] + data[lower + right + channel];
        half[to++] = (above + below + 2) >> 2;
      }
    }
  }
  return { width: halfWidth, height: halfHeight, channels, data: half };
}

/** A tile's values; at the right and lower edge it is smaller than `size`. */
export function cutTile(level: Level, column: number, row: number, size: number): Level {
  const { width: levelWidth, channels, data } = level;
  const [left, top] = [column * size, row * size];
  const [width, height] = [Math.min(size, levelWidth - left), Math.min(size, level.height - top)];
  const tile =
    data instanceof Uint16Array
      ? new Uint16Array(width * height * channels)
      : new Uint8Array(width * height * channels);
  for (let y = 0; y < height; y++) {
    const start = ((top + y) * levelWidth + left) * channels;
    tile.set(data.subarray(start, start + width * channels), y * width * channels);
  }
  return { width, height, channels, data: tile };
}
