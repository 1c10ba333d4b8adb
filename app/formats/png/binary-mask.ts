import { encode } from 'fast-png';
import { BlemishError } from '../../domain/errors.ts';
import { classOf, type RunLengthMap } from '../../mask/run-length-map.ts';
import type { Report } from '../annotation-format.ts';
import { decodePng } from './decode-png.ts';
import { filledPixels } from './filled-pixels.ts';
import { packedColours } from './packed-colours.ts';

interface BinaryMask {
  readonly width: number;
  readonly height: number;
  /** Row-major: 1 inside, 0 outside. */
  readonly inside: Uint8Array;
}

/** Gray of this value and more is inside. */
const CUT = 128;

/**
 * Decodes a black and white mask of any PNG layout. Grays between, as resampling leaves them, are cut at 128 and
 * reported.
 *
 * @throws {BlemishError} 'input' where it is damaged or has colours.
 */
export async function decodeBinaryMask(bytes: Uint8Array, path: string, report: Report): Promise<BinaryMask> {
  const png = await decodePng(bytes, path);
  const colours = packedColours(png);
  const inside = new Uint8Array(colours.length);
  let hasGrays = false;
  for (let pixel = 0; pixel < colours.length; pixel++) {
    const gray = colours[pixel] & 0xff;
    if (colours[pixel] !== gray * 0x010101) throw coloured(path, pixel, png.width);
    if (gray >= CUT) inside[pixel] = 1;
    if (gray > 0 && gray < 255) hasGrays = true;
  }
  if (hasGrays) {
    report({ kind: 'changed', text: 'Grays between black and white are cut at 128', subject: path });
  }
  return { width: png.width, height: png.height, inside };
}

/** An 8-bit gray PNG: 255 where the map has the class, else 0. */
export function encodeBinaryMask(labels: RunLengthMap, classId: number): Uint8Array {
  const { width, height } = labels;
  const pixels = new Uint8Array(width * height);
  const data = filledPixels(labels, pixels, (value) => (classOf(value) === classId ? 255 : 0));
  return encode({ width, height, channels: 1, data });
}

function coloured(path: string, pixel: number, width: number): BlemishError {
  return new BlemishError('input', {
    subject: `${path}, x ${pixel % width}, y ${Math.floor(pixel / width)}`,
    problem: 'The mask has a colour, where a binary mask is black and white',
    remedy: 'Save it as 8-bit gray with 0 and 255, or read it as an indexed PNG.',
  });
}
