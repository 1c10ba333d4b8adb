import sharp, { type Metadata } from 'sharp';
import { AS_STORED, damaged, type ImageFile, openImageFile, unreadable } from './image-file.ts';
import { readTiffLayout, type TiffLayout } from './tiff-layout.ts';

/** A picture as its file stores it: upright, without transparency, before any mapping of values. */
export interface DecodedImage {
  readonly width: number;
  readonly height: number;
  /** 1 to 6. */
  readonly channels: number;
  readonly bitsStored: 8 | 16;
  /** 8, 10, 12, 14 or 16: what the largest value of this picture needs (`significantBitsOf`). */
  readonly significantBits: number;
  /** Interleaved, [height, width, channels]. */
  readonly data: Uint8Array | Uint16Array;
  /** What was left out on reading, in words for a person. */
  readonly notes: readonly string[];
}

const MOST_CHANNELS = 6;

const COLOUR_SPACES: readonly string[] = ['b-w', 'grey16', 'srgb', 'rgb', 'rgb16'];

type Pixels = Pick<DecodedImage, 'width' | 'height' | 'data'>;

/**
 * Decodes an 8 or 16 bit PNG, JPEG, TIFF (first page) or WebP picture. Values stay as stored: 16 bit stays 16 bit and
 * no colour profile is applied. Palettes become RGB, transparency is dropped, EXIF orientation is applied.
 *
 * @throws {BlemishError} 'input' where the file is no such picture, is damaged, or stores colours or channels that
 * are not read.
 */
export async function decodeImage(path: string): Promise<DecodedImage> {
  return decodeImageFile(await openImageFile(path));
}

/** As `decodeImage`, of a file already opened. */
export async function decodeImageFile(file: ImageFile): Promise<DecodedImage> {
  const bitsStored = bitsStoredOf(file);
  const alpha = hasAlpha(file);
  const channels = channelsOf(file, alpha);
  const pixels = await readPixels(file, channels, bitsStored);
  return {
    ...pixels,
    channels,
    bitsStored,
    significantBits: significantBitsOf(maximumOf(pixels.data), bitsStored),
    notes: notesOf(file, alpha),
  };
}

/** The bits a camera delivered, told by the largest value of a picture (or better, of a whole set). */
export function significantBitsOf(maximum: number, bitsStored: 8 | 16): number {
  if (bitsStored === 8) return 8;
  return [10, 12, 14].find((bits) => maximum < 2 ** bits) ?? 16;
}

function bitsStoredOf({ path, header }: ImageFile): 8 | 16 {
  if (header.depth === 'uchar') return 8;
  if (header.depth === 'ushort') return 16;
  throw unreadable(
    path,
    `stores its values as '${header.depth}'`,
    'Save it with 8 or 16 bit unsigned values',
  );
}

/** Two channels and four are ambiguous in TIFF alone, where a tag tells. */
function hasAlpha({ path, bytes, header }: ImageFile): boolean {
  if (header.format !== 'tiff') return header.hasAlpha;
  const layout = layoutOf(path, bytes);
  if (layout.separatePlanes && isGray(header) && header.channels > 1) {
    throw unreadable(path, 'stores its channels in separate planes', 'Save it with interleaved channels');
  }
  return layout.alpha;
}

function layoutOf(path: string, bytes: Buffer): TiffLayout {
  try {
    return readTiffLayout(bytes);
  } catch (cause) {
    throw damaged(path, cause);
  }
}

function channelsOf({ path, header }: ImageFile, alpha: boolean): number {
  if (!COLOUR_SPACES.includes(header.space)) {
    throw unreadable(path, `stores its colours as ${header.space}`, 'Save it as gray or RGB');
  }
  const channels = header.channels - (alpha ? 1 : 0);
  if (channels > MOST_CHANNELS) {
    throw unreadable(path, `has ${channels} channels`, `Save the ${MOST_CHANNELS} or fewer that matter`);
  }
  return channels;
}

async function readPixels(
  { path, bytes, header }: ImageFile,
  channels: number,
  bitsStored: 8 | 16,
): Promise<Pixels> {
  const gray = isGray(header);
  // Of 8-bit gray with further channels libvips hands out the first alone: those go through 16 bit and back.
  const wide = bitsStored === 16 || (gray && channels > 1);
  const { data, info } = await sharp(bytes, AS_STORED)
    .toColourspace(wide ? (gray ? 'grey16' : 'rgb16') : gray ? 'b-w' : 'srgb')
    .raw({ depth: wide ? 'ushort' : 'uchar' })
    .toBuffer({ resolveWithObject: true })
    .catch((cause: unknown) => {
      throw damaged(path, cause);
    });
  const stored = wide ? asUint16(data) : new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  const values = firstChannels(stored, info.channels, channels);
  return {
    width: info.width,
    height: info.height,
    data: wide && bitsStored === 8 ? Uint8Array.from(values, (value) => value >> 8) : values,
  };
}

function isGray(header: Metadata): boolean {
  return header.space === 'b-w' || header.space === 'grey16';
}

/** A copy, because a Buffer may start at an odd address. */
function asUint16({ buffer, byteOffset, byteLength }: Buffer): Uint16Array {
  return new Uint16Array(buffer.slice(byteOffset, byteOffset + byteLength));
}

function firstChannels<T extends Uint8Array | Uint16Array>(values: T, stored: number, kept: number): T {
  if (stored === kept) return values;
  const pixels = values.length / stored;
  const result = values.slice(0, pixels * kept) as T;
  for (let pixel = 0; pixel < pixels; pixel++) {
    for (let channel = 0; channel < kept; channel++) {
      result[pixel * kept + channel] = values[pixel * stored + channel];
    }
  }
  return result;
}

function maximumOf(data: Uint8Array | Uint16Array): number {
  let maximum = 0;
  for (const value of data) if (value > maximum) maximum = value;
  return maximum;
}

function notesOf({ header }: ImageFile, alpha: boolean): string[] {
  const notes: string[] = [];
  if (alpha) notes.push('transparency is not used');
  if (header.format === 'tiff' && (header.pages ?? 1) > 1) {
    notes.push(`only the first of ${header.pages ?? 1} pages is used`);
  }
  return notes;
}
