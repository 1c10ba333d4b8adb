import { readdir, rm, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { ImageCache, type KnownImage } from './image-cache.ts';
import { ImagePool } from './image-pool.ts';
import { folderOf, png } from './images.testing.ts';

let pool: ImagePool;
beforeAll(() => {
  pool = new ImagePool(2);
});
afterAll(() => pool.close());

let files: Awaited<ReturnType<typeof folderOf>>;
let cacheFolder: string;
beforeEach(async () => {
  files = await folderOf();
  cacheFolder = path.join(files.folder, 'cache');
});
afterEach(() => files.remove());

const PLENTY = 2 ** 30;

async function known(name: string, gray: number): Promise<KnownImage> {
  const place = await files.add(
    name,
    png(300, 300, (x, y) => (x * y * gray) % 256),
  );
  const outcome = await pool.run({ kind: 'hash', path: place });
  if (!outcome.ok) throw new Error(outcome.failure.problem);
  return { path: place, hash: outcome.value };
}

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => entry.name);
}

test('made once, by content hash, however many ask at a time; then read', async () => {
  const cache = await ImageCache.open(cacheFolder, PLENTY, pool);
  const image = await known('a.png', 1);
  const answers = await Promise.all(Array.from({ length: 8 }, () => cache.tile(image, 0, 1, 1)));
  for (const answer of answers) expect(answer).toMatchObject({ ok: true, value: { encoding: 'webp' } });
  expect((await cache.thumbnail(image)).ok).toBe(true);
  expect((await filesIn(cacheFolder)).sort()).toEqual([`${image.hash}.tiles`, `${image.hash}.webp`]);
  await rm(image.path);
  expect((await cache.thumbnail(image)).ok).toBe(true);
  expect(await cache.tile(image, 9, 0, 0)).toEqual({ ok: true, value: null });
});

test('the folder may be deleted, and a file of it broken: both are made again', async () => {
  const cache = await ImageCache.open(cacheFolder, PLENTY, pool);
  const image = await known('a.png', 1);
  await cache.tile(image, 0, 0, 0);
  await rm(cacheFolder, { recursive: true });
  expect((await cache.tile(image, 0, 0, 0)).ok).toBe(true);
  await writeFile(path.join(cacheFolder, 'tiles', image.hash.slice(0, 2), `${image.hash}.tiles`), 'broken');
  expect((await cache.tile(image, 0, 0, 0)).ok).toBe(true);
});

test('over its size, the least recently used go; after a restart too', async () => {
  const images = [await known('a.png', 1), await known('b.png', 3), await known('c.png', 5)];
  const first = await ImageCache.open(cacheFolder, PLENTY, pool);
  for (const image of images) await first.thumbnail(image);
  for (const [at, { hash }] of images.entries()) {
    const time = at === 0 ? 3000 : 1000 + at;
    await utimes(path.join(cacheFolder, 'thumbnails', hash.slice(0, 2), `${hash}.webp`), time, time);
  }
  const sizes = await Promise.all(
    images.map(async (image) => {
      const answer = await first.thumbnail(image);
      return answer.ok ? answer.value.length : 0;
    }),
  );
  for (const [at, { hash }] of images.entries()) {
    const time = at === 0 ? 3000 : 1000 + at;
    await utimes(path.join(cacheFolder, 'thumbnails', hash.slice(0, 2), `${hash}.webp`), time, time);
  }
  await ImageCache.open(cacheFolder, sizes[0] + sizes[2], pool);
  expect((await filesIn(cacheFolder)).sort()).toEqual(
    [images[0], images[2]].map(({ hash }) => `${hash}.webp`).sort(),
  );

  const small = await ImageCache.open(cacheFolder, 1, pool);
  expect((await small.thumbnail(images[1])).ok).toBe(true);
  expect(await filesIn(cacheFolder)).toEqual([`${images[1].hash}.webp`]);
});

test('what a killed process left half written goes at the next start', async () => {
  const name = '.blemish-0190b8a4-7c1e-7000-8000-000000000000.tmp';
  await files.add(`cache/tiles/ab/${name}`, 'half');
  await ImageCache.open(cacheFolder, PLENTY, pool);
  expect(await filesIn(cacheFolder)).toEqual([]);
});

test('a picture that changed after import leaves nothing in the cache', async () => {
  const cache = await ImageCache.open(cacheFolder, PLENTY, pool);
  const image = await known('a.png', 1);
  await files.add(
    'a.png',
    png(300, 300, () => 9),
  );
  expect(await cache.thumbnail(image)).toMatchObject({ ok: false, failure: { code: 'changed' } });
  expect(await filesIn(cacheFolder)).toEqual([]);
});

test('what is no hash never becomes a path', async () => {
  const cache = await ImageCache.open(cacheFolder, PLENTY, pool);
  expect(() => cache.thumbnail({ path: 'a', hash: '../../a' })).toThrow('no content hash');
});

test('a cache that cannot be written says so, and of which file', async () => {
  const cache = await ImageCache.open(cacheFolder, PLENTY, pool);
  const image = await known('a.png', 1);
  await files.add('cache/thumbnails', 'a file where a folder should be');
  expect(await cache.thumbnail(image)).toMatchObject({
    ok: false,
    failure: { code: 'unwritten', problem: 'cannot be written because its folder does not exist' },
  });
  const place = path.join(files.folder, 'a.png');
  await expect(ImageCache.open(place, PLENTY, pool)).rejects.toThrow('The cache folder cannot be used');
});
