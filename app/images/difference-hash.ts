/** Pixel values of one image, interleaved [height, width, channels]. */
export interface HashedPixels {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  readonly data: ArrayLike<number>;
}

const [COLUMNS, ROWS] = [9, 8];

/**
 * 64 bits that change little with size, brightness and compression: the image as 9 x 8 mean values, a bit for each
 * pair of neighbours in a row, 1 where the left one is darker; the first pair is the highest bit. Channels are summed.
 * Krawetz, "Kind of Like That", The Hacker Factor Blog, 2013 (dHash).
 */
export function differenceHash({ width, height, channels, data }: HashedPixels): bigint {
  const means = new Float64Array(COLUMNS * ROWS);
  for (let row = 0; row < ROWS; row++) {
    const [top, bottom] = cell(row, ROWS, height);
    for (let column = 0; column < COLUMNS; column++) {
      const [left, right] = cell(column, COLUMNS, width);
      let sum = 0;
      for (let y = top; y < bottom; y++) {
        const end = (y * width + right) * channels;
        for (let at = (y * width + left) * channels; at < end; at++) sum += data[at];
      }
      means[row * COLUMNS + column] = sum / ((bottom - top) * (right - left));
    }
  }
  let hash = 0n;
  for (let row = 0; row < ROWS; row++) {
    for (let column = 0; column + 1 < COLUMNS; column++) {
      const at = row * COLUMNS + column;
      hash = (hash << 1n) | (means[at] < means[at + 1] ? 1n : 0n);
    }
  }
  return hash;
}

/** The pixels of one of `count` cells along a side; of a side shorter than that, cells share pixels. */
function cell(index: number, count: number, size: number): [start: number, end: number] {
  const start = Math.floor((index * size) / count);
  return [start, Math.max(start + 1, Math.floor(((index + 1) * size) / count))];
}
