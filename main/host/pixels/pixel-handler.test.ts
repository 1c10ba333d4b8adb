import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { type Server, createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import sharp from 'sharp';
import { v7 as newId } from 'uuid';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { pixelPath } from '../../../app/contract/pixel-urls.ts';
import { runsFromBytes } from '../../../app/mask/run-length-bytes.ts';
import { decodeRuns } from '../../../app/mask/run-length-code.ts';
import { png } from '../../images/images.testing.ts';
import { Hand, QUIET, imageOf, newProject } from '../../store/store.testing.ts';
import { OpenProject } from '../open-project.ts';
import { pixelHandler } from './pixel-handler.ts';

const log = { ...QUIET.log, error: vi.fn() };
let project: OpenProject;
let server: Server;
let origin: string;
let mayRead = true;
let hash: string;
let annotationId: string;

beforeEach(async () => {
  const store = await newProject();
  const bytes = png(300, 200, (x, y) => (x + y) % 256);
  await writeFile(path.join(store.place.folder, 'a.png'), bytes);
  hash = createHash('sha256').update(bytes).digest('hex');
  const image = imageOf({ path: 'a.png', contentHash: hash, width: 300, height: 200 });
  store.images.add([image]);
  annotationId = store.annotations.begin(image.id, 'Anna').id;
  new Hand(store, annotationId).draw(2, 1, 4, 1);
  const workers = { start: vi.fn() };
  project = await OpenProject.start(store, { log, workers, moreHandlers: [], cacheBytes: 1e8 });
  server = createServer(pixelHandler({ project: () => project, mayRead: () => mayRead, log }));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterEach(async () => {
  mayRead = true;
  server.closeAllConnections();
  server.close();
  await project.close();
  expect(log.error).not.toHaveBeenCalled();
});

const get = (place: string, init?: RequestInit): Promise<Response> => fetch(`${origin}${place}`, init);

test('a thumbnail is served by content hash, for ever', async () => {
  const response = await get(pixelPath({ kind: 'thumbnail', hash }));
  expect(response.status).toBe(200);
  expect(response.headers.get('cache-control')).toBe('private, max-age=31536000, immutable');
  expect(response.headers.get('content-type')).toBe('image/webp');
  const { width, height } = await sharp(Buffer.from(await response.arrayBuffer())).metadata();
  expect([width, height]).toEqual([256, 171]);
});

test('a tile has the pixels of its place', async () => {
  const response = await get(pixelPath({ kind: 'tile', hash, level: 0, column: 1, row: 0 }));
  const { data, info } = await sharp(Buffer.from(await response.arrayBuffer()))
    .raw()
    .toBuffer({ resolveWithObject: true });
  expect([info.width, info.height, data[0]]).toEqual([44, 200, 0]);
  expect((await get(pixelPath({ kind: 'tile', hash, level: 0, column: 2, row: 0 }))).status).toBe(404);
});

test('a label map is served as it is at its revision, and no other', async () => {
  const annotation = project.store.annotations.find(annotationId);
  const { revision, changedAt } = annotation!;
  const response = await get(pixelPath({ kind: 'label-map', annotationId, revision, changedAt }));
  const { data, width } = decodeRuns(runsFromBytes(new Uint8Array(await response.arrayBuffer())));
  expect([data[width + 1], data[width + 2], data[width + 5], data[width + 6]]).toEqual([0, 1, 1, 0]);
  for (const stale of [
    { revision: revision - 1, changedAt },
    { revision, changedAt: changedAt - 1 },
  ]) {
    expect((await get(pixelPath({ kind: 'label-map', annotationId, ...stale }))).status).toBe(404);
  }
});

test('who has it already gets nothing again', async () => {
  const place = pixelPath({ kind: 'thumbnail', hash });
  const etag = (await get(place)).headers.get('etag')!;
  const again = await get(place, { headers: { 'if-none-match': `"other", W/${etag}` } });
  expect([again.status, (await again.arrayBuffer()).byteLength]).toEqual([304, 0]);
  expect((await get(place, { headers: { 'if-none-match': '"other"' } })).status).toBe(200);
});

test('HEAD tells the size alone, and nothing can be written', async () => {
  const place = pixelPath({ kind: 'thumbnail', hash });
  const head = await get(place, { method: 'HEAD' });
  expect(Number(head.headers.get('content-length'))).toBeGreaterThan(0);
  expect((await head.arrayBuffer()).byteLength).toBe(0);
  expect((await get(place, { method: 'PUT', body: 'x' })).status).toBe(405);
});

test.each([
  '/pixels/thumbnails/..%2f..%2fetc%2fpasswd',
  '/pixels/thumbnails/HASH/../HASH',
  '/pixels/thumbnails/HASH?x=1',
  '/pixels/tiles/HASH/-1/0/0',
  '/pixels/tiles/HASH/00/0/0',
  '/pixels/tiles/HASH/1e3/0/0',
  '/pixels/label-maps/1/2/3',
  '/pixels',
  '//pixels/thumbnails/HASH',
])('the path %s is refused', async (place) => {
  const status = await rawStatus(place.replaceAll('HASH', hash));
  expect(status).toBe(400);
});

test('images that are not in the project are not served, whatever is in the cache', async () => {
  const other = 'ab'.repeat(32);
  expect((await get(pixelPath({ kind: 'thumbnail', hash: other }))).status).toBe(404);
});

test('an image that is no longer what was imported is told so, and never cached', async () => {
  await writeFile(
    path.join(project.store.place.folder, 'a.png'),
    png(30, 20, () => 7),
  );
  const response = await get(pixelPath({ kind: 'thumbnail', hash }));
  expect([response.status, response.headers.get('cache-control')]).toEqual([422, 'no-store']);
  expect(await response.json()).toMatchObject({ remedy: expect.stringContaining('Import') as string });
});

test('the door decides who may see anything', async () => {
  mayRead = false;
  expect((await get(pixelPath({ kind: 'thumbnail', hash }))).status).toBe(403);
});

test('what nobody waits for any more is not made', async () => {
  const open = Promise.withResolvers<null>();
  const cache = vi.spyOn(project.pixels, 'cache').mockReturnValue(open.promise);
  const stop = new AbortController();
  const asked = get(pixelPath({ kind: 'thumbnail', hash }), { signal: stop.signal });
  await vi.waitUntil(() => cache.mock.calls.length === 1);
  const run = vi.spyOn(project.turns, 'run');
  stop.abort();
  await expect(asked).rejects.toThrow();
  cache.mockRestore();
  const real = await project.pixels.cache();
  const thumbnail = vi.spyOn(real!, 'thumbnail');
  open.resolve(real as unknown as null);
  await vi.waitUntil(() => run.mock.results.length === 1);
  expect(await run.mock.results[0].value).toBeNull();
  expect(thumbnail).not.toHaveBeenCalled();
});

test('the cache lies in the project', async () => {
  await get(pixelPath({ kind: 'thumbnail', hash }));
  expect(existsSync(path.join(project.store.place.folder, 'cache', 'thumbnails'))).toBe(true);
  expect(
    (await get(pixelPath({ kind: 'label-map', annotationId: newId(), revision: 0, changedAt: 0 }))).status,
  ).toBe(404);
});

/** As it stands: fetch would tidy the path up. */
async function rawStatus(place: string): Promise<number | undefined> {
  const sent = request(origin, { path: place });
  sent.end();
  const [response] = (await once(sent, 'response')) as [{ statusCode?: number; resume(): void }];
  response.resume();
  return response.statusCode;
}
