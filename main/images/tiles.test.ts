import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { inflateSync } from 'node:zlib';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { RAW_HEADER_BYTES } from './encode-tile.ts';
import type { Outcome } from './image-job.ts';
import { ImagePool } from './image-pool.ts';
import { folderOf, png } from './images.testing.ts';
import { halve } from './pyramid-level.ts';
import { readTile, type Tile } from './tile-file.ts';

let pool: ImagePool;
let files: Awaited<ReturnType<typeof folderOf>>;
beforeAll(async () => {
  pool = new ImagePool(2);
  files = await folderOf();
});
afterAll(async () => {
  await pool.close();
  await files.remove();
});

async function made(kind: 'tiles' | 'thumbnail', name: string, bytes: Uint8Array): Promise<string> {
  const source = await files.add(name, bytes);
  const target = path.join(files.folder, `${name}.${kind}`);
  const hash = valueOf(await pool.run({ kind: 'hash', path: source }));
  valueOf(await pool.run({ kind, path: source, hash, target }));
  return target;
}

function valueOf<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(outcome.failure.problem);
  return outcome.value;
}

async function pixelsOf(
  tile: Tile | null,
): Promise<{ width: number; height: number; values: ArrayLike<number> }> {
  if (tile?.encoding === 'webp') {
    const { data, info } = await sharp(tile.bytes).raw().toBuffer({ resolveWithObject: true });
    return { width: info.width, height: info.height, values: data };
  }
  const bytes = tile!.bytes;
  expect(bytes.toString('latin1', 0, 4)).toBe('BLMR');
  const values = new Uint8Array(inflateSync(bytes.subarray(RAW_HEADER_BYTES)));
  const wide = bytes.readUInt8(9) === 2 ? new Uint16Array(values.buffer) : values;
  return { width: bytes.readUInt16LE(4), height: bytes.readUInt16LE(6), values: wide };
}

describe('halving', () => {
  test('the rounded mean of 2 x 2; a last odd row and column count twice', () => {
    const level = {
      width: 3,
      height: 3,
      channels: 1,
      data: Uint8Array.of(0, 2, 10, 4, 7, 20, 100, 200, 255),
    };
    expect(halve(level)).toEqual({ width: 2, height: 2, channels: 1, data: Uint8Array.of(3, 15, 150, 255) });
  });
});

describe('a pyramid', () => {
  test('8-bit RGB of 600 x 300: three levels, and level 0 exactly', async () => {
    const value = (x: number, y: number, channel: number): number => (x * 3 + y * 5 + channel * 50) % 256;
    const file = await made('tiles', 'rgb.png', png(600, 300, value, { channels: 3 }));
    const tile = await readTile(file, 0, 2, 1);
    const { width, height, values } = await pixelsOf(tile);
    expect([tile?.encoding, width, height]).toEqual(['webp', 600 - 512, 300 - 256]);
    expect(values[3 * (10 * width + 20) + 2]).toBe(value(512 + 20, 256 + 10, 2));
    expect(await pixelsOf(await readTile(file, 1, 1, 0))).toMatchObject({ width: 44, height: 150 });
    expect(await pixelsOf(await readTile(file, 2, 0, 0))).toMatchObject({ width: 150, height: 75 });
    for (const [level, column, row] of [
      [3, 0, 0],
      [0, 3, 0],
      [0, 0, 2],
      [-1, 0, 0],
      [0, -1, 0],
    ]) {
      expect(await readTile(file, level, column, row)).toBeNull();
    }
  });

  test('16-bit gray: the very values, with the bits in use', async () => {
    const value = (x: number, y: number): number => (x * 13 + y * 7) % 4096;
    const file = await made('tiles', 'wide.png', png(300, 20, value, { depth: 16 }));
    const tile = await readTile(file, 0, 1, 0);
    expect(tile?.encoding).toBe('raw');
    expect([...tile!.bytes.subarray(8, 12)]).toEqual([1, 2, 12, 0]);
    const { width, values } = await pixelsOf(tile);
    expect(values[5 * width + 3]).toBe(value(256 + 3, 5));
  });

  test('8-bit gray survives WebP', async () => {
    const file = await made(
      'tiles',
      'gray.png',
      png(50, 40, (x, y) => (x * y) % 256),
    );
    const { values } = await pixelsOf(await readTile(file, 0, 0, 0));
    expect(values[3 * (39 * 50 + 49)]).toBe((39 * 49) % 256);
  });

  test('a file that is none, or is cut off, is no tile file', async () => {
    const place = path.join(files.folder, 'bad.tiles');
    for (const content of ['', 'short', 'x'.repeat(1000)]) {
      await writeFile(place, content);
      await expect(readTile(place, 0, 0, 0)).rejects.toThrow();
    }
  });

  // Seconds of work each, on a machine that may have other work.
  test.each([
    ['20000 x 2000, 16 bit', 20_000, 2000, 16],
    ['16384 x 16384, 8 bit', 16_384, 16_384, 8],
  ] as const)(
    '%s',
    async (name, width, height, depth) => {
      const [value, x, y] = [depth === 16 ? 1000 : 77, width - 1, height - 1];
      const raw = depth === 16 ? new Uint16Array(width * height) : new Uint8Array(width * height);
      raw[y * width + x] = value;
      const source = await sharp(raw, { raw: { width, height, channels: 1 }, limitInputPixels: false })
        .toColourspace(depth === 16 ? 'grey16' : 'b-w')
        .png({ compressionLevel: 1 })
        .toBuffer();
      const file = await made('tiles', `${name}.png`, source);
      const { values } = await pixelsOf(await readTile(file, 0, Math.floor(x / 256), Math.floor(y / 256)));
      expect(values[values.length - 1]).toBe(value);
      if (depth === 16) {
        const facts = valueOf(await pool.run({ kind: 'scan', path: path.join(files.folder, `${name}.png`) }));
        expect(facts).toMatchObject({ width, height, channels: 1, bitsStored: 16, significantBits: 10 });
      }
      const last = Math.ceil(Math.log2(Math.max(width, height) / 256));
      expect(await pixelsOf(await readTile(file, last, 0, 0))).toMatchObject({
        width: Math.ceil(width / 2 ** last),
      });
      expect(await readTile(file, last + 1, 0, 0)).toBeNull();
    },
    600_000,
  );
});

describe('a thumbnail', () => {
  test.each([
    ['tall.png', png(100, 1000, () => 9), [26, 256]],
    ['small.png', png(10, 20, () => 9), [10, 20]],
    ['alpha.png', png(300, 300, () => 200, { channels: 4 }), [256, 256]],
  ])('%s', async (name, bytes, size) => {
    const { width, height } = await sharp(await made('thumbnail', name, bytes)).metadata();
    expect([width, height]).toEqual(size);
  });

  test('12 bits in 16 are shown with their largest value bright', async () => {
    const thumbnail = await made(
      'thumbnail',
      'twelve.png',
      png(300, 300, () => 4080, { depth: 16 }),
    );
    const { channels } = await sharp(thumbnail).stats();
    expect(channels[0].mean).toBeGreaterThan(250);
  });
});
