import { decode } from 'fast-png';
import type { Rgb } from '../../domain/class-colours.ts';
import { BlemishError } from '../../domain/errors.ts';
import { LARGEST_PIXEL_COUNT } from '../label-canvas.ts';
import { filteredBytes, type PngHeader, pngHeader, SIGNATURE_BYTES } from './png-header.ts';

/** The stored values of a PNG file, one per channel and pixel: palette indices stay indices, 1-bit white stays 1. */
export interface DecodedPng extends PngHeader {
  /** Interleaved, row-major: `width * height * channels` values. */
  readonly values: Uint8Array | Uint16Array;
  readonly palette: readonly Rgb[] | null;
}

/** Some encoders add a little after the last row. */
const SPARE_BYTES = 2 ** 16;

/**
 * Decodes a PNG of any depth exactly as stored, without colour management, in memory bounded by its header.
 *
 * @throws {BlemishError} 'input' where the bytes are no PNG, damaged, truncated, too large, or interlaced with less
 *   than 8 bits.
 */
export async function decodePng(bytes: Uint8Array, subject: string): Promise<DecodedPng> {
  const header = pngHeader(bytes);
  if (header === null) throw refused(subject, 'is not a PNG picture', 'Save it as PNG from its source');
  refuseUndecodable(header, subject);
  try {
    const chunks = pixelChunks(bytes);
    await requireInflatedSize(chunks.data, filteredBytes(header));
    const { data, depth, palette } = decode(joined([bytes.subarray(0, SIGNATURE_BYTES), ...chunks.all]), {
      checkCrc: true,
    });
    const values = data instanceof Uint16Array || depth === 8 ? data : unpacked(header, new Uint8Array(data));
    return {
      ...header,
      values: values instanceof Uint8ClampedArray ? new Uint8Array(values) : values,
      palette: palette?.map(([red, green, blue]): Rgb => [red, green, blue]) ?? null,
    };
  } catch (cause) {
    throw damagedPng(subject, cause);
  }
}

function refuseUndecodable({ width, height, depth, isInterlaced }: PngHeader, subject: string): void {
  if (width * height > LARGEST_PIXEL_COUNT) {
    throw refused(
      subject,
      `has ${width}x${height} pixels, more than the ${LARGEST_PIXEL_COUNT} that fit in memory`,
      'Cut the picture into smaller ones',
    );
  }
  // fast-png unpacks interlaced rows of whole bytes only.
  if (isInterlaced && depth < 8) {
    throw refused(subject, 'is an interlaced PNG of less than 8 bits', 'Save the mask without interlacing');
  }
}

interface PixelChunks {
  /** Header, palette, pixels and end, each with its length, name and check sum. */
  readonly all: readonly Uint8Array[];
  /** The compressed pixels alone. */
  readonly data: readonly Uint8Array[];
}

/** The chunks that pixels need. Others (profiles, texts) may unpack to any size, and never matter here. */
function pixelChunks(bytes: Uint8Array): PixelChunks {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const all: Uint8Array[] = [];
  const data: Uint8Array[] = [];
  for (let start = SIGNATURE_BYTES; ;) {
    const end = start + view.getUint32(start) + 12;
    if (end > bytes.length) throw new RangeError('a chunk goes past the end of the file');
    const name = String.fromCharCode(...bytes.subarray(start + 4, start + 8));
    if (name === 'IHDR' && all.length > 0) throw new RangeError('there are two headers');
    if (['IHDR', 'PLTE', 'IDAT', 'IEND'].includes(name)) all.push(bytes.subarray(start, end));
    if (name === 'IDAT') data.push(bytes.subarray(start + 8, end - 4));
    if (name === 'IEND') return { all, data };
    start = end;
  }
}

/** Inflates piece by piece, keeping none, so that a few bytes that unpack to gigabytes are found out beforehand. */
async function requireInflatedSize(data: readonly Uint8Array[], expected: number): Promise<void> {
  let size = 0;
  const pieces = new Blob(data).stream().pipeThrough(new DecompressionStream('deflate'));
  for await (const piece of pieces) {
    size += piece.length;
    if (size > expected + SPARE_BYTES) throw new RangeError('the pixels are more than the header says');
  }
  if (size < expected) throw new RangeError('the pixels are fewer than the header says');
}

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let offset = 0;
  for (const piece of pieces) {
    whole.set(piece, offset);
    offset += piece.length;
  }
  return whole;
}

/** One value per byte, where PNG packs several of 1, 2 or 4 bits into one, rows starting on whole bytes. */
function unpacked({ width, height, depth }: PngHeader, data: Uint8Array): Uint8Array {
  const rowBytes = Math.ceil((width * depth) / 8);
  const values = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const bit = x * depth;
      const byte = data[y * rowBytes + (bit >> 3)];
      values[y * width + x] = (byte >> (8 - depth - (bit & 7))) & (2 ** depth - 1);
    }
  }
  return values;
}

function refused(subject: string, problem: string, remedy: string): BlemishError {
  return new BlemishError('input', { subject, problem: `The file ${problem}`, remedy: `${remedy}.` });
}

function damagedPng(subject: string, cause: unknown): BlemishError {
  return new BlemishError('input', {
    subject,
    problem: 'The picture is damaged or truncated',
    remedy: 'Copy the file again from its source, or remove it from the data set.',
    cause,
  });
}
