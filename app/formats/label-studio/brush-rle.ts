import { BitReader, BitWriter } from './bits.ts';

/** A brush stroke's mask. */
interface BrushMask {
  /** Lengths of runs outside and inside by turns, outside first, row-major over the whole picture. */
  readonly counts: readonly number[];
  /** Pixels whose alpha was neither 0 nor 255 and was cut at 128. */
  readonly cutAlphaValues: number;
}

const WORD_BITS = 8;
const CHANNELS = 4;
const CUT = 128;
/** Bits that a block's length takes; a block names one of the four. */
const SIZES = [3, 4, 8, 16] as const;
const LONGEST_BLOCK = 2 ** 16;

/**
 * Decodes Label Studio's brush code (thi.ng/rle-pack) of an RGBA buffer; the mask is its alpha. Takes time and memory
 * by the size of the code, not of the picture.
 *
 * @throws {RangeError} where the code ends early or is not of `pixelCount` pixels.
 */
export function decodeBrush(code: readonly number[], pixelCount: number): BrushMask {
  const bits = new BitReader(code);
  const total = bits.read(32);
  if (total !== pixelCount * CHANNELS) {
    throw new RangeError(
      `the brush code is of ${total / CHANNELS} pixels, where the picture has ${pixelCount}`,
    );
  }
  if (bits.read(5) + 1 !== WORD_BITS) throw new RangeError('the brush code is not of 8-bit values');
  const sizes = [bits.read(4) + 1, bits.read(4) + 1, bits.read(4) + 1, bits.read(4) + 1];
  const runs = new AlphaRuns();
  for (let position = 0; position < total;) {
    const repeats = bits.read(1) === 1;
    const length = bits.read(sizes[bits.read(2)]) + 1;
    const end = position + length;
    if (end > total) throw new RangeError('the brush code has more values than its header says');
    if (repeats) {
      runs.add(bits.read(WORD_BITS), alphasBefore(end) - alphasBefore(position));
    } else {
      for (let at = position; at < end; at++) {
        runs.add(bits.read(WORD_BITS), alphasBefore(at + 1) - alphasBefore(at));
      }
    }
    position = end;
  }
  return { counts: runs.counts, cutAlphaValues: runs.cutAlphaValues };
}

/** Encodes a mask, given as for `decodeBrush`, as Label Studio's own converter does: byte for byte. */
export function encodeBrush(counts: readonly number[]): number[] {
  const bits = new BitWriter();
  bits.write(counts.reduce((sum, count) => sum + count, 0) * CHANNELS, 32);
  bits.write(WORD_BITS - 1, 5);
  for (const size of SIZES) bits.write(size - 1, 4);
  for (const [index, count] of counts.entries()) {
    writeRun(bits, count * CHANNELS, index % 2 === 0 ? 0 : 255);
  }
  return bits.paddedBytes();
}

function writeRun(bits: BitWriter, length: number, value: number): void {
  for (let rest = length; rest > 0; rest -= LONGEST_BLOCK) {
    const block = Math.min(rest, LONGEST_BLOCK);
    // Label Studio gives what is longer than a byte can say the largest size, for the rest of it too.
    const size = length > 256 ? 3 : SIZES.findIndex((bitCount) => block <= 2 ** bitCount);
    bits.write(1, 1);
    bits.write(size, 2);
    bits.write(block - 1, SIZES[size]);
    bits.write(value, WORD_BITS);
  }
}

/** How many of the first `position` values are alphas: the last of each four. */
function alphasBefore(position: number): number {
  return Math.floor(position / CHANNELS);
}

class AlphaRuns {
  readonly counts: number[] = [0];
  cutAlphaValues = 0;

  add(alpha: number, pixels: number): void {
    if (pixels === 0) return;
    if (alpha > 0 && alpha < 255) this.cutAlphaValues += pixels;
    const inside = alpha >= CUT;
    const wasInside = this.counts.length % 2 === 0;
    if (inside === wasInside) this.counts[this.counts.length - 1] += pixels;
    else this.counts.push(pixels);
  }
}
