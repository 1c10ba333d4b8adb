import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { BlemishError } from '../../app/domain/errors.ts';
import { annotationZip } from './annotation-zip.ts';
import { zipOf, type ZipEntry } from './zip.testing.ts';

const folder = await mkdtemp(path.join(tmpdir(), 'blemish-zip-'));
afterAll(() => rm(folder, { recursive: true, force: true }));
const file = path.join(folder, 'a.zip');

async function opened(
  bytes: Uint8Array,
  ...limits: [Parameters<typeof annotationZip>[1]?]
): ReturnType<typeof annotationZip> {
  await writeFile(file, bytes);
  return annotationZip(file, ...limits);
}

test('files by their paths, without folders and hidden files', async () => {
  const zip = await opened(
    zipOf([
      { name: 'labels/', content: '' },
      { name: 'labels/ä.txt', content: 'eins' },
      { name: '.DS_Store', content: 'x' },
      { name: '__MACOSX/labels/a', content: 'x' },
      { name: 'b.json', content: 'x'.repeat(300_000) },
    ]),
  );
  expect(zip.paths).toEqual(['b.json', 'labels/ä.txt']);
  expect(Buffer.from(await zip.read('labels/ä.txt')).toString()).toBe('eins');
  let size = 0;
  for await (const piece of zip.stream('b.json')) size += piece.length;
  expect(size).toBe(300_000);
  zip.close();
});

const BAD_ZIPS: readonly [string, ZipEntry[], string][] = [
  ['a path upwards', [{ name: '../evil.txt', content: '' }], 'invalid relative path: ../evil.txt'],
  ['a path upwards inside', [{ name: 'a/../../evil.txt', content: '' }], 'invalid relative path'],
  ['an absolute path', [{ name: '/etc/passwd', content: '' }], 'absolute path: /etc/passwd'],
  [
    'a path of Windows',
    [{ name: 'C:\\evil.txt', content: '' }],
    'invalid characters in fileName: C:\\evil.txt',
  ],
  ['a link', [{ name: 'a', content: '/etc/passwd', mode: 0o120777 }], 'a.zip, a: It is a link'],
  [
    'a name given twice',
    [
      { name: 'a', content: '1' },
      { name: 'a', content: '2' },
    ],
    'a.zip, a: It is there twice',
  ],
];

test.each(BAD_ZIPS)('%s is refused', async (_, entries, message) => {
  await expect(opened(zipOf(entries))).rejects.toThrow(message);
  await expect(opened(zipOf(entries))).rejects.toBeInstanceOf(BlemishError);
});

test('too many files and too many bytes are refused', async () => {
  const zip = zipOf([
    { name: 'a', content: 'x'.repeat(1000) },
    { name: 'b', content: 'x'.repeat(1000) },
  ]);
  await expect(opened(zip, { files: 1, bytes: 9999 })).rejects.toThrow('The zip holds more than 1 files');
  await expect(opened(zip, { files: 9, bytes: 1999 })).rejects.toThrow(
    'The zip unpacks to more than 1999 bytes',
  );
});

test('a file that unpacks to more than the zip says is refused', async () => {
  const zip = zipOf([{ name: 'a', content: 'x'.repeat(100_000) }]);
  const size = Buffer.alloc(4);
  size.writeUInt32LE(100_000);
  const lie = Buffer.from(zip);
  for (let at = lie.indexOf(size); at >= 0; at = lie.indexOf(size)) lie.writeUInt32LE(10, at);
  const files = await opened(lie);
  await expect(files.read('a')).rejects.toThrow(
    'a.zip, a: The zip cannot be read: too many bytes in the stream',
  );
  files.close();
});

test('any bytes give files or a BlemishError', async () => {
  const good = zipOf([{ name: 'a', content: 'one' }]);
  const damaged = fc.tuple(fc.nat(good.length - 1), fc.nat(255)).map(([at, value]) => {
    const bytes = Buffer.from(good);
    bytes[at] = value;
    return bytes;
  });
  await fc.assert(
    fc.asyncProperty(fc.oneof(fc.uint8Array(), damaged), async (bytes) => {
      try {
        const zip = await opened(bytes);
        for (const name of zip.paths) await zip.read(name).finally(zip.close);
      } catch (error) {
        expect(error).toBeInstanceOf(BlemishError);
      }
    }),
  );
});
