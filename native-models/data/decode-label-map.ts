import { decode, type DecodedPng } from 'fast-png';
import sharp from 'sharp';
import { type LabelMap } from '../../app/mask/label-map.ts';
import { AS_STORED, damaged, type ImageFile, openImageFile, unreadable } from './image-file.ts';

/** What the values of a mask file mean. */
export type MaskReading =
  /** Each value (of a palette: each index) is a class id, 255 = ignore. */
  | { readonly kind: 'indexed' }
  /** Gray values of 128 and more are the class, the others background. */
  | { readonly kind: 'binary'; readonly classId: number };

export interface DecodedLabelMap {
  readonly labels: LabelMap;
  /** Pixels of a binary mask that were neither black nor white and were cut at 128. */
  readonly cutGrayValues: number;
}

const CUT = 128;

/**
 * Decodes a label map exactly: PNG with 1, 2, 4 or 8 bit palette indices or gray values, 8-bit gray TIFF, and for
 * binary masks also gray JPEG. Colours never matter.
 *
 * @throws {BlemishError} 'input' where the file is missing, damaged, coloured, of 16 bit, or otherwise inexact.
 */
export async function decodeLabelMap(path: string, reading: MaskReading): Promise<DecodedLabelMap> {
  return labelMapOf(await openImageFile(path), reading);
}

/** As `decodeLabelMap`, of a file already opened. */
export async function labelMapOf(file: ImageFile, reading: MaskReading): Promise<DecodedLabelMap> {
  const { header, path } = file;
  if (header.format === 'jpeg' && reading.kind === 'indexed') {
    throw unreadable(path, 'is a JPEG, which changes class ids', 'Save the label map as PNG from its source');
  }
  if (header.isPalette && reading.kind === 'binary') {
    throw unreadable(
      path,
      'has a palette, where a gray mask is expected',
      'Save it as 8-bit gray with 0 and 255',
    );
  }
  const mask = header.format === 'png' ? readPng(file) : await readGray(file);
  const { width, height } = mask;
  if (reading.kind === 'indexed') {
    return { labels: { width, height, data: mask.values }, cutGrayValues: 0 };
  }
  const { data, cutGrayValues } = cut(mask, reading.classId);
  return { labels: { width, height, data }, cutGrayValues };
}

interface MaskValues {
  readonly width: number;
  readonly height: number;
  /** The value that means white. */
  readonly white: number;
  readonly values: Uint8Array;
}

function readPng({ path, bytes, header }: ImageFile): MaskValues {
  if ((header.orientation ?? 1) !== 1) {
    throw unreadable(path, 'carries an EXIF rotation', 'Save the mask upright, without EXIF data');
  }
  // fast-png unpacks interlaced rows of whole bytes only.
  if (header.isProgressive && (header.bitsPerSample ?? 8) < 8) {
    throw unreadable(path, 'is an interlaced PNG of less than 8 bits', 'Save the mask without interlacing');
  }
  const png = decodePng(path, bytes);
  refuseUnlessSingle8Bit(path, png.channels, png.depth);
  return {
    width: png.width,
    height: png.height,
    white: 2 ** png.depth - 1,
    values: unpacked(png),
  };
}

function decodePng(path: string, bytes: Buffer): DecodedPng {
  try {
    return decode(bytes, { checkCrc: true });
  } catch (cause) {
    throw damaged(path, cause);
  }
}

/** One value per byte, where PNG packs several of 1, 2 or 4 bits into one, rows starting on whole bytes. */
function unpacked({ width, height, depth, data }: DecodedPng): Uint8Array {
  if (depth === 8) return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
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

async function readGray({ path, bytes, header }: ImageFile): Promise<MaskValues> {
  refuseUnlessSingle8Bit(path, header.channels, header.depth === 'uchar' ? 8 : 16);
  const { data, info } = await sharp(bytes, AS_STORED)
    .toColourspace('b-w')
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true })
    .catch((cause: unknown) => {
      throw damaged(path, cause);
    });
  return { width: info.width, height: info.height, white: 255, values: new Uint8Array(data) };
}

function refuseUnlessSingle8Bit(path: string, channels: number, depth: number): void {
  if (channels !== 1) {
    throw unreadable(
      path,
      `has ${channels} channels, where a mask has one value per pixel`,
      'Save the mask as 8-bit gray or with a palette whose indices are the class ids',
    );
  }
  if (depth > 8) {
    throw unreadable(path, `has ${depth} bits per value, where class ids have 8`, 'Save it with 8 bits');
  }
}

function cut({ values, white }: MaskValues, classId: number): { data: Uint8Array; cutGrayValues: number } {
  const data = new Uint8Array(values.length);
  let cutGrayValues = 0;
  for (let pixel = 0; pixel < values.length; pixel++) {
    const gray = (values[pixel] * 255) / white;
    if (gray >= CUT) data[pixel] = classId;
    if (gray > 0 && gray < 255) cutGrayValues++;
  }
  return { data, cutGrayValues };
}
