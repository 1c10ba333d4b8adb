import sharp from 'sharp';
import { significantBitsOf } from '../../native-models/data/decode-image.ts';
import { AS_STORED, damaged, type ImageFile } from '../../native-models/data/image-file.ts';

/** The longer side, px. A smaller picture keeps its size. */
export const THUMBNAIL_PX = 256;
const QUALITY = 80;

/**
 * A small WebP picture to look at: upright, without transparency. 16 bit is shown with the fewest of 10, 12, 14 or 16
 * bits that hold its values as white; of pictures with two, or more than three channels the first alone is shown.
 */
export async function makeThumbnail({ path, bytes, header }: ImageFile): Promise<Buffer> {
  const isWide = header.depth === 'ushort';
  const isGray = header.space === 'b-w' || header.space === 'grey16';
  const { data, info } = await sharp(bytes, AS_STORED)
    .resize(THUMBNAIL_PX, THUMBNAIL_PX, { fit: 'inside', withoutEnlargement: true })
    .removeAlpha()
    .toColourspace(isWide ? (isGray ? 'grey16' : 'rgb16') : isGray ? 'b-w' : 'srgb')
    .raw({ depth: isWide ? 'ushort' : 'uchar' })
    .toBuffer({ resolveWithObject: true })
    .catch((cause: unknown) => {
      throw damaged(path, cause);
    });
  const values = isWide ? toEightBits(data) : data;
  const shown = info.channels === 3 && !isGray ? 3 : 1;
  const pixels = shown === info.channels ? values : firstChannel(values, info.channels);
  return sharp(pixels, { raw: { width: info.width, height: info.height, channels: shown } })
    .webp({ quality: QUALITY })
    .toBuffer();
}

function toEightBits({ buffer, byteOffset, byteLength }: Buffer): Uint8Array {
  const values = new Uint16Array(buffer.slice(byteOffset, byteOffset + byteLength));
  const shift =
    significantBitsOf(
      values.reduce((most, value) => Math.max(most, value), 0),
      16,
    ) - 8;
  return Uint8Array.from(values, (value) => value >> shift);
}

function firstChannel(values: Uint8Array, channels: number): Uint8Array {
  return Uint8Array.from({ length: values.length / channels }, (_, pixel) => values[pixel * channels]);
}
