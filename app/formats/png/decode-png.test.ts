import { deflateSync, crc32 } from 'node:zlib';
import fc from 'fast-check';
import { encode } from 'fast-png';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { BlemishError } from '../../domain/errors.ts';
import { decodePng } from './decode-png.ts';
import { filteredBytes, pngHeader } from './png-header.ts';

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/** A chunk with a right check sum, so that what is inside is reached. */
function chunk(name: string, content: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(12 + content.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, content.length);
  bytes.set(new TextEncoder().encode(name), 4);
  bytes.set(content, 8);
  view.setUint32(8 + content.length, crc32(bytes.subarray(4, 8 + content.length)));
  return bytes;
}

function header(width: number, height: number, depth = 8, colourType = 0, interlacing = 0): Uint8Array {
  const content = new Uint8Array(13);
  const view = new DataView(content.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  content.set([depth, colourType, 0, 0, interlacing], 8);
  return chunk('IHDR', content);
}

function file(...chunks: Uint8Array[]): Uint8Array {
  return Uint8Array.from([SIGNATURE, ...chunks].flatMap((part) => [...part]));
}

const END = chunk('IEND', new Uint8Array(0));

test('every depth of gray is kept as stored', async () => {
  const values = [3, 1, 0, 2, 1];
  const at = { width: 5, height: 1, channels: 1 } as const;
  const two = await decodePng(encode({ ...at, depth: 2, data: Uint8Array.of(0b11010010, 0b01000000) }), 'a');
  expect([...two.values]).toEqual(values);
  const sixteen = encode({ ...at, depth: 16, data: Uint16Array.of(0, 1, 256, 26001, 65535) });
  expect([...(await decodePng(sixteen, 'a')).values]).toEqual([0, 1, 256, 26001, 65535]);
});

test('the header tells how many bytes the pixels take, interlaced or not', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 20 }),
      fc.integer({ min: 1, max: 20 }),
      async (width, height) => {
        const raw = { width, height, channels: 3 as const };
        const picture = sharp(new Uint8Array(width * height * 3).fill(7), { raw });
        const bytes = await picture.png({ progressive: true }).toBuffer();
        expect(pngHeader(bytes)?.isInterlaced).toBe(true);
        expect((await decodePng(bytes, 'a')).values.length).toBe(width * height * 3);
      },
    ),
    { numRuns: 30 },
  );
  const size = { width: 10, height: 3, depth: 1, channels: 1, hasPalette: false };
  expect(filteredBytes({ ...size, isInterlaced: false })).toBe(3 * 3);
});

test('few bytes that unpack to many are refused before they are kept', async () => {
  const bomb = chunk('IDAT', deflateSync(new Uint8Array(2 ** 23)));
  await expect(decodePng(file(header(2, 2), bomb, END), 'bomb.png')).rejects.toThrow('damaged or truncated');
  const profile = chunk('iCCP', new Uint8Array([97, 0, 0, ...deflateSync(new Uint8Array(2 ** 23))]));
  const pixels = chunk('IDAT', deflateSync(Uint8Array.of(0, 9)));
  expect([...(await decodePng(file(header(1, 1), profile, pixels, END), 'a')).values]).toEqual([9]);
});

test.each([
  ['no PNG', Uint8Array.of(1, 2, 3), 'is not a PNG picture'],
  ['a size of 0', file(header(0, 4), END), 'is not a PNG picture'],
  ['a depth that there is not', file(header(1, 1, 3), END), 'is not a PNG picture'],
  [
    'a size without end',
    file(header(2 ** 31, 2 ** 31), END),
    'pixels, more than the 268435456 that fit in memory',
  ],
  ['packed interlacing', file(header(1, 1, 1, 0, 1), END), 'is an interlaced PNG of less than 8 bits'],
  ['no pixels', file(header(1, 1), END), 'damaged or truncated'],
  ['no end', file(header(1, 1)), 'damaged or truncated'],
  ['two headers', file(header(1, 1), header(9, 9), END), 'damaged or truncated'],
])('%s is refused', async (_, bytes, message) => {
  await expect(decodePng(bytes, 'x.png')).rejects.toThrow(message);
});

test('any chunks give pixels or a BlemishError', async () => {
  const small = fc.integer({ min: 0, max: 6 });
  const head = fc
    .tuple(small, small, fc.constantFrom(1, 2, 4, 8, 16), fc.constantFrom(0, 2, 3, 4, 6), fc.nat(1))
    .map((fields) => header(...fields));
  const pixels = fc.uint8Array({ maxLength: 200 }).map((bytes) => chunk('IDAT', deflateSync(bytes)));
  const other = fc
    .tuple(fc.constantFrom('IDAT', 'PLTE', 'tRNS', 'IEND', 'IHDR'), fc.uint8Array({ maxLength: 30 }))
    .map(([name, content]) => chunk(name, content));
  const bytes = fc
    .tuple(head, fc.array(fc.oneof(pixels, other), { maxLength: 4 }))
    .map(([first, rest]) => file(first, ...rest, END));
  await fc.assert(
    fc.asyncProperty(bytes, async (png) => {
      try {
        const { values, width, height, channels } = await decodePng(png, 'a.png');
        expect(values.length).toBe(width * height * channels);
      } catch (error) {
        expect(error).toBeInstanceOf(BlemishError);
      }
    }),
    { numRuns: 500 },
  );
});
