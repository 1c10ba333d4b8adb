import { promisify } from 'node:util';
import { deflate } from 'node:zlib';
import sharp from 'sharp';
import type { Level } from './pyramid-level.ts';

/** webp: lossless. raw: docs/image-cache.md. */
export type TileEncoding = 'webp' | 'raw';

/** WebP holds 8 bit gray or RGB. */
export function encodingOf({ channels, data }: Level): TileEncoding {
  return data instanceof Uint8Array && (channels === 1 || channels === 3) ? 'webp' : 'raw';
}

export async function encodeTile(
  tile: Level,
  encoding: TileEncoding,
  significantBits: number,
): Promise<Uint8Array> {
  const { width, height, channels, data } = tile;
  if (encoding === 'raw') return encodeRaw(tile, significantBits);
  return sharp(data, { raw: { width, height, channels: channels === 1 ? 1 : 3 } })
    .webp({ lossless: true, effort: 1 })
    .toBuffer();
}

export const RAW_HEADER_BYTES = 12;

const deflateAsync = promisify(deflate);

async function encodeRaw({ width, height, channels, data }: Level, significantBits: number): Promise<Buffer> {
  const header = Buffer.alloc(RAW_HEADER_BYTES);
  header.write('BLMR', 'latin1');
  header.writeUInt16LE(width, 4);
  header.writeUInt16LE(height, 6);
  header.writeUInt8(channels, 8);
  header.writeUInt8(data.BYTES_PER_ELEMENT, 9);
  header.writeUInt8(significantBits, 10);
  const values = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  return Buffer.concat([header, await deflateAsync(values, { level: 3 })]);
}
