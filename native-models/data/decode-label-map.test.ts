import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encode } from 'fast-png';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { decodeLabelMap, type MaskReading } from './decode-label-map.ts';

const INDEXED: MaskReading = { kind: 'indexed' };
const BINARY: MaskReading = { kind: 'binary', classId: 3 };

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'blemish-masks-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function file(name: string, bytes: Uint8Array | string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, bytes);
  return path;
}

function gray(width: number, height: number, values: Uint8Array, depth: 1 | 2 | 4 | 8 = 8): Uint8Array {
  return encode({ width, height, channels: 1, depth, data: values });
}

describe('indexed', () => {
  test('every class id of 8-bit gray is kept', async () => {
    const values = Uint8Array.from({ length: 256 }, (_, i) => i);
    const { labels, cutGrayValues } = await decodeLabelMap(
      await file('all.png', gray(64, 4, values)),
      INDEXED,
    );
    expect(labels).toEqual({ width: 64, height: 4, data: values });
    expect(cutGrayValues).toBe(0);
  });

  test('palette indices are kept, whatever their colours', async () => {
    const palette = Array<number[]>(4).fill([7, 7, 7]);
    const data = Uint8Array.of(3, 1, 0, 2);
    const path = await file('palette.png', encode({ width: 2, height: 2, channels: 1, data, palette }));
    expect((await decodeLabelMap(path, INDEXED)).labels.data).toEqual(data);
  });

  test.each([
    [1, [0b10110000, 0b01000000], [1, 0, 1, 0, 1, 0]],
    [2, [0b11011000, 0b00100100], [3, 1, 2, 0, 2, 1]],
    [4, [0xf3, 0x50, 0x07, 0xe0], [15, 3, 5, 0, 7, 14]],
  ] as const)('%i-bit values are unpacked', async (depth, packed, expected) => {
    const path = await file(`bits${depth}.png`, gray(3, 2, Uint8Array.from(packed), depth));
    expect([...(await decodeLabelMap(path, INDEXED)).labels.data]).toEqual(expected);
  });

  test('gray TIFF is read, JPEG refused', async () => {
    const values = Uint8Array.of(0, 1, 2, 255);
    const picture = sharp(values, { raw: { width: 2, height: 2, channels: 1 } }).toColourspace('b-w');
    const tiff = await file('mask.tif', await picture.clone().tiff({ compression: 'lzw' }).toBuffer());
    expect((await decodeLabelMap(tiff, INDEXED)).labels.data).toEqual(values);
    const jpeg = await file('mask.jpg', await picture.clone().jpeg().toBuffer());
    await expect(decodeLabelMap(jpeg, INDEXED)).rejects.toThrow('JPEG, which changes class ids');
  });
});

describe('binary', () => {
  test('gray is cut at 128, and in-between values are counted', async () => {
    const path = await file('binary.png', gray(6, 1, Uint8Array.of(0, 1, 127, 128, 254, 255)));
    const { labels, cutGrayValues } = await decodeLabelMap(path, BINARY);
    expect([...labels.data]).toEqual([0, 0, 0, 3, 3, 3]);
    expect(cutGrayValues).toBe(4);
  });

  test('white of a 1-bit mask is the class', async () => {
    const path = await file('one-bit.png', gray(3, 1, Uint8Array.of(0b10100000), 1));
    const { labels, cutGrayValues } = await decodeLabelMap(path, BINARY);
    expect([...labels.data]).toEqual([3, 0, 3]);
    expect(cutGrayValues).toBe(0);
  });

  test('a palette is refused', async () => {
    const palette = [
      [0, 0, 0],
      [255, 255, 255],
    ];
    const bytes = encode({ width: 1, height: 1, channels: 1, data: Uint8Array.of(1), palette });
    await expect(decodeLabelMap(await file('p.png', bytes), BINARY)).rejects.toThrow('has a palette');
  });
});

test('1x1 and 30000x40 decode', async () => {
  const dot = await decodeLabelMap(await file('dot.png', gray(1, 1, Uint8Array.of(9))), INDEXED);
  expect([...dot.labels.data]).toEqual([9]);
  const strip = gray(30000, 40, new Uint8Array(30000 * 40).fill(1));
  expect((await decodeLabelMap(await file('strip.png', strip), INDEXED)).labels.width).toBe(30000);
});

describe('refused in one clear line', () => {
  test.each([
    [
      'rgb.png',
      encode({ width: 1, height: 1, channels: 3, data: new Uint8Array(3) }),
      'has 3 channels, where a mask has one value',
    ],
    [
      'wide.png',
      encode({ width: 1, height: 1, channels: 1, depth: 16, data: new Uint16Array(1) }),
      'has 16 bits per value',
    ],
    ['empty.png', '', 'is empty'],
    ['text.png', 'these are words', 'is not a picture'],
  ])('%s', async (name, bytes, problem) => {
    const path = await file(name, bytes);
    await expect(decodeLabelMap(path, INDEXED)).rejects.toMatchObject({
      name: 'BlemishError',
      kind: 'input',
      subject: path,
      message: expect.stringContaining(problem) as string,
    });
  });

  test('a truncated PNG at every length, and a flipped bit', async () => {
    const whole = gray(
      40,
      30,
      Uint8Array.from({ length: 1200 }, (_, i) => (i * i) % 200),
    );
    for (const share of [0.1, 0.5, 0.9, 0.99]) {
      const path = await file('cut.png', whole.subarray(0, Math.floor(whole.length * share)));
      await expect(decodeLabelMap(path, INDEXED)).rejects.toThrow('damaged or truncated');
    }
    const flipped = whole.slice();
    flipped[whole.length - 40] ^= 4;
    await expect(decodeLabelMap(await file('flip.png', flipped), INDEXED)).rejects.toThrow(
      'damaged or truncated',
    );
  });

  test('interlacing of packed values, and an EXIF rotation', async () => {
    const picture = sharp(new Uint8Array(16), { raw: { width: 4, height: 4, channels: 1 } });
    const interlaced = await picture.clone().png({ progressive: true, palette: true, colours: 2 }).toBuffer();
    await expect(decodeLabelMap(await file('adam7.png', interlaced), INDEXED)).rejects.toThrow('interlaced');
    const turned = await picture.clone().withMetadata({ orientation: 6 }).png().toBuffer();
    await expect(decodeLabelMap(await file('turned.png', turned), INDEXED)).rejects.toThrow('EXIF rotation');
  });
});
