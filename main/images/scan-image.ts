import path from 'node:path';
import { differenceHash } from '../../app/images/difference-hash.ts';
import { decodeImageFile } from '../../native-models/data/decode-image.ts';
import type { HashedImageFile } from './open-unchanged.ts';
import { type CameraFacts, readExif } from './read-exif.ts';

/** What an import has to know of an image file. */
export interface ImageFacts extends CameraFacts {
  /** SHA-256 of the file's bytes, hex. */
  readonly hash: string;
  /** bytes */
  readonly fileSize: number;
  /** ms since 1970 */
  readonly modifiedMs: number;
  /** Told by content. */
  readonly format: string;
  /** Upright, px. */
  readonly width: number;
  readonly height: number;
  /** 1 to 6, without transparency; a palette is three. */
  readonly channels: number;
  readonly bitsStored: 8 | 16;
  /** 8, 10, 12, 14 or 16: what the largest value needs. */
  readonly significantBits: number;
  /** EXIF: 1 to 8, 1 = stored upright. Width, height and pixels are turned already. */
  readonly orientation: number;
  /** 64 bits that similar pictures share (`differenceHash`). */
  readonly perceptualHash: bigint;
  /** What a person should know, in sentences without a stop. */
  readonly notes: readonly string[];
}

/** Decodes every pixel, so that a truncated file is found now and not in the middle of a training. */
export async function scanImage(file: HashedImageFile): Promise<ImageFacts> {
  const { header, bytes, hash, modifiedMs } = file;
  const image = await decodeImageFile(file);
  const { width, height, channels, bitsStored, significantBits } = image;
  return {
    hash,
    fileSize: bytes.length,
    modifiedMs,
    format: header.format,
    width,
    height,
    channels,
    bitsStored,
    significantBits,
    orientation: header.orientation ?? 1,
    perceptualHash: differenceHash(image),
    ...readExif(header.exif),
    notes: [...image.notes, ...mislabelled(file.path, header.format)],
  };
}

const EXTENSIONS: Readonly<Partial<Record<string, readonly string[]>>> = {
  png: ['.png'],
  jpeg: ['.jpg', '.jpeg', '.jpe', '.jfif'],
  tiff: ['.tif', '.tiff'],
  webp: ['.webp'],
};

function mislabelled(file: string, format: string): string[] {
  const extension = path.extname(file).toLowerCase();
  const isRight = extension === '' || EXTENSIONS[format]?.includes(extension) === true;
  return isRight ? [] : [`the name ends in ${extension}, the content is ${format.toUpperCase()}`];
}
