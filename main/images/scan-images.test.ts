import { createHash } from 'node:crypto';
import { rename, symlink } from 'node:fs/promises';
import path from 'node:path';
import { crc32 } from 'node:zlib';
import { encode } from 'fast-png';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { differenceHash } from '../../app/images/difference-hash.ts';
import type { Outcome } from './image-job.ts';
import { ImagePool } from './image-pool.ts';
import { folderOf, png } from './images.testing.ts';
import type { ImageFacts } from './scan-image.ts';
import { scanImages } from './scan-images.ts';

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

async function scan(name: string, content: Uint8Array | string): Promise<Outcome<ImageFacts>> {
  return pool.run({ kind: 'scan', path: await files.add(name, content) });
}

async function factsOf(name: string, content: Uint8Array | string): Promise<ImageFacts> {
  const outcome = await scan(name, content);
  if (!outcome.ok) throw new Error(outcome.failure.problem);
  return outcome.value;
}

describe('what a file tells', () => {
  test('hash, size and perceptual hash of an 8-bit gray PNG', async () => {
    const valueOf = (x: number, y: number): number => (x * 7 + y * 3) % 256;
    const bytes = png(40, 30, valueOf);
    const facts = await factsOf('gray.png', bytes);
    expect(facts).toMatchObject({
      format: 'png',
      width: 40,
      height: 30,
      channels: 1,
      bitsStored: 8,
      significantBits: 8,
    });
    expect(facts).toMatchObject({
      orientation: 1,
      capturedAt: null,
      camera: null,
      notes: [],
      fileSize: bytes.length,
    });
    expect(facts.hash).toBe(createHash('sha256').update(bytes).digest('hex'));
    const data = Array.from({ length: 1200 }, (_, at) => valueOf(at % 40, Math.floor(at / 40)));
    expect(facts.perceptualHash).toBe(differenceHash({ width: 40, height: 30, channels: 1, data }));
  });

  test.each([
    [
      '16 bit with 12 in use',
      png(5, 4, () => 4000, { depth: 16 }),
      { bitsStored: 16, significantBits: 12, channels: 1 },
    ],
    ['RGB', png(5, 4, () => 1, { channels: 3 }), { bitsStored: 8, channels: 3 }],
    ['RGBA', png(5, 4, () => 1, { channels: 4 }), { channels: 3, notes: ['transparency is not used'] }],
    [
      'a palette',
      encode({
        width: 2,
        height: 1,
        depth: 8,
        channels: 1,
        data: Uint8Array.of(0, 1),
        palette: [
          [0, 0, 0],
          [9, 9, 9],
        ],
      }),
      { channels: 3 },
    ],
  ])('%s', async (name, bytes, expected) => {
    expect(await factsOf(`${name}.png`, bytes)).toMatchObject(expected);
  });

  test('EXIF: turned upright, the time by the clock of the camera, maker and model', async () => {
    const bytes = await sharp({ create: { width: 20, height: 10, channels: 3, background: 'red' } })
      .withExif({
        IFD0: { Make: 'Acme', Model: 'Line\u0007 7' },
        IFD2: { DateTimeOriginal: '2026:03:01 12:30:45', OffsetTimeOriginal: '+02:00' },
      })
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer();
    expect(await factsOf('exif.jpg', bytes)).toMatchObject({
      width: 10,
      height: 20,
      orientation: 6,
      capturedAt: '2026-03-01T12:30:45+02:00',
      camera: 'Acme Line 7',
    });
  });

  test('a JPEG named .png is read and the name is noted', async () => {
    const bytes = await sharp({ create: { width: 8, height: 8, channels: 3, background: 'red' } })
      .jpeg()
      .toBuffer();
    expect((await factsOf('wrong.png', bytes)).notes).toEqual(['the name ends in .png, the content is JPEG']);
  });

  test('a name of 60 characters of another script, below a folder of such a name', async () => {
    const name = '缺陷'.repeat(30);
    expect(
      await factsOf(
        `${name}/${name}.png`,
        png(3, 3, () => 1),
      ),
    ).toMatchObject({ width: 3 });
  });
});

describe('what cannot be used fails alone, and the others go on', () => {
  test('broken, truncated, empty, no picture, a bomb, missing, a folder, a link to nowhere', async () => {
    const good = png(64, 64, (x, y) => (x * y) % 251);
    const bomb = Uint8Array.from(good);
    // The width and height of the header, and its checksum.
    const header = Buffer.from(bomb.buffer);
    header.writeUInt32BE(60_000, 16);
    header.writeUInt32BE(60_000, 20);
    header.writeUInt32BE(crc32(header.subarray(12, 29)), 29);
    const names: Record<string, Uint8Array | string> = {
      'good-1.png': good,
      'truncated.png': good.subarray(0, good.length - 60),
      'empty.png': '',
      'text.png': 'hello',
      'bomb.png': bomb,
      'good-2.png': good,
    };
    const paths = [];
    for (const [name, content] of Object.entries(names)) paths.push(await files.add(`bad/${name}`, content));
    paths.push(path.join(files.folder, 'bad/missing.png'), path.join(files.folder, 'bad'));
    await symlink('nowhere', path.join(files.folder, 'bad/link.png'));
    paths.push(path.join(files.folder, 'bad/link.png'));

    const found = new Map<string, string>();
    for await (const { path: file, outcome } of scanImages(paths, pool)) {
      found.set(
        path.basename(file),
        outcome.ok ? 'ok' : `${outcome.failure.code}: ${outcome.failure.problem}`,
      );
    }
    expect([...found.keys()]).toEqual(paths.map((file) => path.basename(file)));
    expect(found.get('good-1.png')).toBe('ok');
    expect(found.get('good-2.png')).toBe('ok');
    expect(found.get('truncated.png')).toBe('unusable: The picture is damaged or truncated');
    expect(found.get('empty.png')).toBe('unusable: The file is empty');
    expect(found.get('text.png')).toBe('unusable: The file is not a picture');
    expect(found.get('bomb.png')).toMatch('unusable: The file has 60000x60000 pixels, more than');
    expect(found.get('bad')).toBe('unusable: The file is a folder, a pipe or a device');
    for (const name of ['missing.png', 'link.png'])
      expect(found.get(name)).toMatch(/^unusable: The file cannot be read/);
  });

  test('stopped, it gives no further files', async () => {
    const file = await files.add(
      'stop.png',
      png(3, 3, () => 1),
    );
    const stop = new AbortController();
    let seen = 0;
    for await (const { outcome } of scanImages(Array<string>(500).fill(file), pool, stop.signal)) {
      if (outcome.ok) seen++;
      stop.abort();
    }
    expect(seen).toBe(1);
  });

  test('a pool that is closed fails what waits, and each file has its answer', async () => {
    const short = new ImagePool(1);
    const file = await files.add(
      'close.png',
      png(3, 3, () => 1),
    );
    const all = Array.from({ length: 20 }, () => short.run({ kind: 'scan', path: file }));
    await short.close();
    const outcomes = await Promise.all(all);
    expect(outcomes.filter((outcome) => !outcome.ok).length).toBeGreaterThan(0);
  });
});

test('a file replaced by another is told from the one that was imported', async () => {
  const file = await files.add(
    'changing.png',
    png(9, 9, () => 1),
  );
  const { hash } = await factsOf(
    'changing.png',
    png(9, 9, () => 1),
  );
  await rename(
    await files.add(
      'other.png',
      png(9, 9, () => 2),
    ),
    file,
  );
  const target = path.join(files.folder, 'thumb.webp');
  const outcome = await pool.run({ kind: 'thumbnail', path: file, hash, target });
  expect(outcome).toMatchObject({ ok: false, failure: { code: 'changed', path: file } });
});
