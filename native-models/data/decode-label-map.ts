import sharp from 'sharp';
import { decodePng } from '../../app/formats/png/decode-png.ts';
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
  const mask = header.format === 'png' ? await readPng(file) : await readGray(file);
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

async function readPng({ path, bytes, header }: ImageFile): Promise<MaskValues> {
  if ((header.orientation ?? 1) !== 1) {
    throw unreadable(path, 'carries an EXIF rotation', 'Save the mask upright, without EXIF data');
  }
  const { width, height, depth, channels, values } = await decodePng(bytes, path);
  refuseUnlessSingle8Bit(path, channels, depth);
  return { width, height, white: 2 ** depth - 1, values: new Uint8Array(values) };
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
