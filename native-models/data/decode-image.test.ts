import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encode } from 'fast-png';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { decodeImage, significantBitsOf } from './decode-image.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'blemish-decode-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function file(name: string, bytes: Uint8Array | string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, bytes);
  return path;
}

describe('values survive', () => {
  test.each([1, 3])('16-bit PNG with %i channels, alpha dropped', async (channels) => {
    const values = ramp16(5 * 4 * channels);
    const plain = await file(
      `plain16_${channels}.png`,
      encode({ width: 5, height: 4, depth: 16, channels, data: values }),
    );
    expect(await decodeImage(plain)).toEqual({
      width: 5,
      height: 4,
      channels,
      bitsStored: 16,
      significantBits: 16,
      data: values,
      notes: [],
    });

    const withAlpha = new Uint16Array(5 * 4 * (channels + 1)).fill(300);
    values.forEach((value, i) => {
      withAlpha[Math.floor(i / channels) * (channels + 1) + (i % channels)] = value;
    });
    const path = await file(
      `alpha16_${channels}.png`,
      encode({ width: 5, height: 4, depth: 16, channels: channels + 1, data: withAlpha }),
    );
    const decoded = await decodeImage(path);
    expect(decoded.channels).toBe(channels);
    expect(decoded.data).toEqual(values);
    expect(decoded.notes).toEqual(['transparency is not used']);
  });

  const kinds = ([8, 16] as const).flatMap((bits) => [1, 2, 3, 4, 5, 6].map((n) => [bits, n] as const));
  test.each(kinds)('%i-bit TIFF with %i channels, stacked gray and RGB with more', async (bits, channels) => {
    const ramp = ramp16(7 * 3 * channels);
    const values = bits === 16 ? ramp : Uint8Array.from(ramp, (value) => value >> 8);
    for (const photometric of channels < 3 ? [GRAY] : [GRAY, RGB]) {
      const path = await file('stack.tif', tiff(7, 3, channels, values, photometric));
      const decoded = await decodeImage(path);
      expect([decoded.width, decoded.height, decoded.channels, decoded.bitsStored]).toEqual([
        7,
        3,
        channels,
        bits,
      ]);
      expect(decoded.data).toEqual(values);
    }
  });

  test.each([1, 3])('a tiled, compressed 16-bit TIFF with %i channels', async (channels) => {
    const values = ramp16(37 * 21 * channels);
    const tiled = await sharp(values, { raw: { width: 37, height: 21, channels: channels as 1 | 3 } })
      .toColourspace(channels === 1 ? 'grey16' : 'rgb16')
      .tiff({ compression: 'lzw', tile: true, tileWidth: 16, tileHeight: 16 })
      .toBuffer();
    const decoded = await decodeImage(await file(`tiled${channels}.tif`, tiled));
    expect([decoded.width, decoded.height, decoded.channels, decoded.bitsStored]).toEqual([
      37,
      21,
      channels,
      16,
    ]);
    expect(decoded.data).toEqual(values);
  });

  test('alpha of a TIFF is dropped where a tag declares it', async () => {
    const path = await file('rgba.tif', tiff(2, 1, 4, Uint8Array.of(1, 2, 3, 9, 4, 5, 6, 9), RGB, 2));
    const decoded = await decodeImage(path);
    expect(decoded.channels).toBe(3);
    expect(decoded.data).toEqual(Uint8Array.of(1, 2, 3, 4, 5, 6));
  });

  test('a palette becomes RGB, and an embedded colour profile changes nothing', async () => {
    const palette = [
      [0, 0, 0],
      [255, 0, 10],
    ];
    const indexed = encode({ width: 2, height: 1, channels: 1, data: Uint8Array.of(1, 0), palette });
    expect((await decodeImage(await file('palette.png', indexed))).data).toEqual(
      Uint8Array.of(255, 0, 10, 0, 0, 0),
    );

    const pixels = Uint8Array.of(200, 30, 90);
    const profiled = await sharp(pixels, { raw: { width: 1, height: 1, channels: 3 } })
      .withIccProfile('p3')
      .png()
      .toBuffer();
    const stored = await sharp(profiled, { ignoreIcc: true }).raw().toBuffer();
    expect((await decodeImage(await file('p3.png', profiled))).data).toEqual(new Uint8Array(stored));
  });

  test('lossless WebP, and JPEG to within its loss', async () => {
    const pixels = new Uint8Array(16 * 16 * 3).map((_, i) => (i * 7) % 256);
    const picture = sharp(pixels, { raw: { width: 16, height: 16, channels: 3 } });
    const webp = await file('a.webp', await picture.clone().webp({ lossless: true }).toBuffer());
    expect((await decodeImage(webp)).data).toEqual(pixels);

    const flat = sharp({ create: { width: 9, height: 5, channels: 3, background: '#808080' } });
    const gray = await decodeImage(
      await file('gray.jpg', await flat.clone().toColourspace('b-w').jpeg().toBuffer()),
    );
    expect([gray.width, gray.height, gray.channels]).toEqual([9, 5, 1]);
    for (const value of gray.data) expect(Math.abs(value - 128)).toBeLessThan(3);
  });
});

test('EXIF orientation is applied', async () => {
  const pixels = Uint8Array.of(10, 11, 12, 20, 21, 22);
  const turned = await sharp(pixels, { raw: { width: 2, height: 1, channels: 3 } })
    .withMetadata({ orientation: 6 })
    .tiff({ compression: 'none' })
    .toBuffer();
  const decoded = await decodeImage(await file('turned.tif', turned));
  expect([decoded.width, decoded.height]).toEqual([1, 2]);
  expect(decoded.data).toEqual(pixels);
});

test('of a TIFF with several pages the first is read, with a note', async () => {
  const pages = await sharp(Uint8Array.of(1, 2, 3, 4), {
    raw: { width: 2, height: 2, channels: 1, pageHeight: 1 },
  })
    .toColourspace('b-w')
    .tiff({ compression: 'none' })
    .toBuffer();
  const decoded = await decodeImage(await file('pages.tif', pages));
  expect([...decoded.data]).toEqual([1, 2]);
  expect(decoded.notes).toEqual(['only the first of 2 pages is used']);
});

test.each([
  [1023, 10],
  [1024, 12],
  [4095, 12],
  [16383, 14],
  [16384, 16],
])('the maximum %i of 16-bit data needs %i bits', (maximum, bits) => {
  expect(significantBitsOf(maximum, 16)).toBe(bits);
  expect(significantBitsOf(maximum, 8)).toBe(8);
});

test('extreme shapes decode', async () => {
  const dot = await file('dot.png', encode({ width: 1, height: 1, channels: 1, data: Uint8Array.of(7) }));
  expect([...(await decodeImage(dot)).data]).toEqual([7]);
  const strip = await file(
    'strip.png',
    encode({ width: 30000, height: 40, channels: 1, data: new Uint8Array(30000 * 40).fill(3) }),
  );
  const decoded = await decodeImage(strip);
  expect([decoded.width, decoded.height, decoded.data.length]).toEqual([30000, 40, 1200000]);
});

test('a JPEG named .png decodes by its content', async () => {
  const jpeg = await sharp({ create: { width: 4, height: 3, channels: 3, background: 'red' } })
    .jpeg()
    .toBuffer();
  const decoded = await decodeImage(await file('mislabelled.png', jpeg));
  expect([decoded.width, decoded.height, decoded.channels]).toEqual([4, 3, 3]);
});

describe('refused in one clear line', () => {
  test.each(['jpeg', 'png', 'webp', 'tiff'] as const)('a truncated %s', async (format) => {
    const pixels = new Uint8Array(64 * 64 * 3).map((_, i) => (i * i * 31) % 251);
    const whole = await sharp(pixels, { raw: { width: 64, height: 64, channels: 3 } })
      .toFormat(format)
      .toBuffer();
    const path = await file(`half.${format}`, whole.subarray(0, whole.length / 2));
    await expect(decodeImage(path)).rejects.toMatchObject({
      name: 'BlemishError',
      kind: 'input',
      subject: path,
      message: expect.stringContaining('damaged or truncated') as string,
    });
  });

  test.each([
    ['empty.png', '', 'is empty'],
    ['text.png', 'no picture at all', 'is not a picture'],
    ['old.bmp', `BM${'\0'.repeat(60)}`, 'is a BMP picture'],
    ['drawing.svg', '<svg xmlns="http://www.w3.org/2000/svg" width="5" height="5"/>', 'of the format svg'],
  ])('%s', async (name, content, problem) => {
    const path = await file(name, content);
    await expect(decodeImage(path)).rejects.toMatchObject({
      kind: 'input',
      subject: path,
      message: expect.stringContaining(problem) as string,
    });
  });

  test('a missing file, and a folder', async () => {
    await expect(decodeImage(join(folder, 'nowhere.png'))).rejects.toThrow('cannot be read');
    await expect(decodeImage(folder)).rejects.toThrow('cannot be read');
  });

  test('seven channels, planes of gray, floating point, CMYK', async () => {
    const seven = await file('seven.tif', tiff(1, 1, 7, new Uint8Array(7), GRAY));
    await expect(decodeImage(seven)).rejects.toThrow('has 7 channels');
    const planes = await file('planes.tif', tiff(1, 1, 2, new Uint8Array(2), GRAY, 0, 2));
    await expect(decodeImage(planes)).rejects.toThrow('separate planes');
    const float = await sharp(new Float32Array(4), { raw: { width: 2, height: 2, channels: 1 } })
      .toColourspace('scrgb')
      .tiff({ compression: 'none' })
      .toBuffer();
    await expect(decodeImage(await file('float.tif', float))).rejects.toThrow('8 or 16 bit');
    const cmyk = await sharp({ create: { width: 2, height: 2, channels: 3, background: 'red' } })
      .toColourspace('cmyk')
      .jpeg()
      .toBuffer();
    await expect(decodeImage(await file('cmyk.jpg', cmyk))).rejects.toThrow('as cmyk');
  });

  test('a header that asks for more memory than there is', async () => {
    const bytes = encode({ width: 1, height: 1, channels: 1, data: Uint8Array.of(0) });
    const view = new DataView(bytes.buffer, bytes.byteOffset);
    view.setUint32(16, 30000);
    view.setUint32(20, 30000);
    view.setUint32(29, crc32(bytes.subarray(12, 29)));
    await expect(decodeImage(await file('huge.png', bytes))).rejects.toThrow('30000x30000 pixels');
  });
});

function ramp16(length: number): Uint16Array {
  return Uint16Array.from({ length }, (_, i) => (i * 40503 + 65535) % 65536);
}

const GRAY = 1;
const RGB = 2;

/** An uncompressed, little-endian TIFF file of one strip a plane; `alpha` is the kind of the last extra sample. */
function tiff(
  width: number,
  height: number,
  channels: number,
  values: Uint8Array | Uint16Array,
  photometric: number,
  alpha = 0,
  planar = 1,
): Uint8Array {
  const extra = channels - (photometric === RGB ? 3 : 1);
  const body = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  const strips = planar === 2 ? channels : 1;
  const stripBytes = body.length / strips;
  const tags: [tag: number, values: number[]][] = [
    [256, [width]],
    [257, [height]],
    [258, Array<number>(channels).fill(values.BYTES_PER_ELEMENT * 8)],
    [259, [1]],
    [262, [photometric]],
    [273, Array.from({ length: strips }, (_, i) => 8 + i * stripBytes)],
    [277, [channels]],
    [278, [height]],
    [279, Array<number>(strips).fill(stripBytes)],
    [284, [planar]],
  ];
  if (extra > 0) tags.push([338, [...Array<number>(extra - 1).fill(0), alpha]]);

  const long = tags.filter(([, list]) => list.length > 2).flatMap(([, list]) => list);
  const directory = 8 + body.length + (body.length % 2) + long.length * 2;
  const bytes = new Uint8Array(directory + 2 + tags.length * 12 + 4);
  const view = new DataView(bytes.buffer);
  bytes.set([0x49, 0x49, 42, 0]);
  view.setUint32(4, directory, true);
  bytes.set(body, 8);
  view.setUint16(directory, tags.length, true);
  let free = 8 + body.length + (body.length % 2);
  tags.forEach(([tag, list], index) => {
    const at = directory + 2 + index * 12;
    view.setUint16(at, tag, true);
    view.setUint16(at + 2, 3, true);
    view.setUint32(at + 4, list.length, true);
    const target = list.length > 2 ? free : at + 8;
    if (list.length > 2) {
      view.setUint32(at + 8, free, true);
      free += list.length * 2;
    }
    list.forEach((value, i) => {
      view.setUint16(target + i * 2, value, true);
    });
  });
  return bytes;
}

function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return (crc ^ 0xffffffff) >>> 0;
}
