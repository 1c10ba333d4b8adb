import { totalmem } from 'node:os';
import { BlemishError } from '../../app/domain/errors.ts';

/** Beside values and probabilities: components, label map, overlay and what resizing holds for a while. */
const OTHER_BYTES_PER_PIXEL = 24;

/** OpenCV.js refuses to allocate 1 GiB for one matrix. */
const LARGEST_MATRIX_BYTES = 2 ** 30 - 2 ** 20;

interface Size {
  /** px */
  readonly width: number;
  readonly height: number;
}

/**
 * Refuses a picture whose values and class probabilities do not fit in memory, before the system ends the program.
 *
 * @throws {BlemishError} 'resource'; the caller names the file.
 */
export function requireMemory(
  { width, height }: Size,
  channels: number,
  classes: number,
  availableBytes = availableMemory(),
): void {
  const bytesPerPixel = 4 * (channels + classes) + OTHER_BYTES_PER_PIXEL;
  const needed = width * height * bytesPerPixel;
  if (needed <= availableBytes) return;
  throw new BlemishError('resource', {
    problem: `a prediction of ${width} x ${height} px in ${classes} classes needs ${gigabytes(needed)} of memory, ${gigabytes(availableBytes)} are available`,
    remedy: `Cut the picture into parts of at most ${largestSide(availableBytes / bytesPerPixel)} px a side, or end other programs`,
  });
}

/**
 * Refuses a picture that cannot be resized to the network's input in one piece.
 *
 * @throws {BlemishError} 'resource'; the caller names the file.
 */
export function requireResizable({ width, height }: Size, channels: number): void {
  const bytesPerPixel = 4 * channels;
  if (width * height * bytesPerPixel <= LARGEST_MATRIX_BYTES) return;
  throw new BlemishError('resource', {
    problem: `${width} x ${height} px in ${channels} channels are too many to be resized at once`,
    remedy: `Cut the picture into parts of at most ${largestSide(LARGEST_MATRIX_BYTES / bytesPerPixel)} px a side, or train with data.scale_mode: tiles`,
  });
}

/** Linux alone tells what is to be had without harm; elsewhere caches count as taken, so all memory is the bound. */
function availableMemory(): number {
  return process.platform === 'linux' ? process.availableMemory() : totalmem();
}

function largestSide(pixels: number): number {
  const side = Math.sqrt(pixels);
  return side < 100 ? Math.floor(side) : Math.floor(side / 100) * 100;
}

function gigabytes(bytes: number): string {
  return `${(bytes / 2 ** 30).toFixed(1)} GiB`;
}
