import { appendFile, mkdir, rename, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ImagePool } from './image-pool.ts';
import { folderOf, png } from './images.testing.ts';
import { type MissingFile, proposeRelinks } from './relink.ts';
import { walkFolder } from './walk-folder.ts';
import { watchFolder } from './watch-folder.ts';

let pool: ImagePool;
beforeAll(() => {
  pool = new ImagePool(1);
});
afterAll(() => pool.close());

let files: Awaited<ReturnType<typeof folderOf>>;
beforeEach(async () => {
  files = await folderOf();
});
afterEach(() => files.remove());

describe('walking a folder', () => {
  test('pictures below it, in any script and case; hidden files and others are left out', async () => {
    const long = 'ä'.repeat(100);
    for (const name of [
      'b.PNG',
      'a/1.jpg',
      '缺陷/нет.tif',
      `${long}/${long}/${long}.webp`,
      '.hidden/x.png',
      'a/.y.png',
      'a/note.txt',
    ]) {
      await files.add(name, 'x');
    }
    const { files: found, refused } = await walkFolder(files.folder);
    expect(found.map((file) => file.path)).toEqual([
      'a/1.jpg',
      'b.PNG',
      `${long}/${long}/${long}.webp`,
      '缺陷/нет.tif',
    ]);
    expect(found[0].size).toBe(1);
    expect(refused).toEqual([]);
    const some = await walkFolder(files.folder, ['a/**', '*.png']);
    expect(some.files.map((file) => file.path)).toEqual(['a/1.jpg', 'a/note.txt', 'b.PNG']);
  });

  test('links: inside they are followed, once; out of the folder and to nowhere they are refused', async () => {
    const outside = await folderOf({ 'secret.png': 'x' });
    await files.add('in/1.png', 'x');
    await symlink(outside.folder, path.join(files.folder, 'out'));
    await symlink(path.join(outside.folder, 'secret.png'), path.join(files.folder, 'out.png'));
    await symlink('..', path.join(files.folder, 'in/circle'));
    await symlink('in/1.png', path.join(files.folder, 'same.png'));
    await symlink('gone', path.join(files.folder, 'gone.png'));
    const { files: found, refused } = await walkFolder(files.folder);
    expect(found.map((file) => file.path)).toEqual(['in/1.png', 'same.png']);
    expect(refused.toSorted((a, b) => (a.path < b.path ? -1 : 1))).toEqual([
      { path: 'gone.png', problem: 'The link leads nowhere' },
      { path: 'out', problem: 'The link leaves the folder' },
      { path: 'out.png', problem: 'The link leaves the folder' },
    ]);
    await outside.remove();
  });

  test('a folder that is none', async () => {
    await files.add('a.png', 'x');
    await expect(walkFolder(path.join(files.folder, 'nowhere'))).rejects.toThrow('There is no such folder');
    await expect(walkFolder(path.join(files.folder, 'a.png'))).rejects.toThrow('It is no folder');
  });
});

describe('finding moved files again', () => {
  const missing = async (name: string, content: string): Promise<MissingFile> => {
    const place = await files.add(`old/${name}`, content);
    const outcome = await pool.run({ kind: 'hash', path: place });
    if (!outcome.ok) throw new Error(outcome.failure.problem);
    return { path: name, hash: outcome.value, size: content.length };
  };

  test('by content: renamed, of the same size, twice there, and not at all', async () => {
    const all = [
      await missing('lot/a.png', 'aaaa'),
      await missing('lot/b.png', 'bbbb'),
      await missing('lot/twin-1.png', 'twin'),
      await missing('lot/twin-2.png', 'twin'),
      await missing('lot/gone.png', 'gone!'),
    ];
    await files.add('new/2026/lot/renamed.png', 'aaaa');
    await files.add('new/2026/lot/b.png', 'bbbb');
    await files.add('new/2026/lot/other.png', 'none');
    await files.add('new/x/twin-2.png', 'twin');
    await files.add('new/x/twin-1.png', 'twin');
    const folder = path.join(files.folder, 'new');
    const { pairs, notFound } = await proposeRelinks(all, folder, (await walkFolder(folder)).files, pool);
    expect(pairs.map(({ missing: file, found }) => [file.path, found])).toEqual([
      ['lot/a.png', '2026/lot/renamed.png'],
      ['lot/b.png', '2026/lot/b.png'],
      ['lot/twin-1.png', 'x/twin-1.png'],
      ['lot/twin-2.png', 'x/twin-2.png'],
    ]);
    expect(notFound.map((file) => file.path)).toEqual(['lot/gone.png']);
  });
});

describe('a watched folder', () => {
  const until = async (isSo: () => boolean): Promise<void> => {
    while (!isSo()) await sleep(10);
  };

  test('new pictures once each, when they have stopped growing; known, hidden and other files never', async () => {
    await files.add('known.png', 'x');
    await files.add('arrived.png', 'x');
    const seen: string[] = [];
    const failures: unknown[] = [];
    const watch = await watchFolder(files.folder, {
      known: ['known.png'],
      settledAfterMs: 200,
      onPicture: (picture) => seen.push(picture),
      onError: (error) => failures.push(error),
    });
    await until(() => seen.includes('arrived.png'));
    const bytes = png(20, 20, () => 3);
    await mkdir(path.join(files.folder, 'lot'));
    const place = path.join(files.folder, 'lot/growing.png');
    await writeFile(place, bytes.subarray(0, 30));
    await files.add('.hidden.png', 'x');
    await files.add('note.txt', 'x');
    await appendFile(place, bytes.subarray(30));
    await until(() => seen.includes('lot/growing.png'));
    await writeFile(place, bytes);
    await files.add('elsewhere.part', bytes);
    await rename(path.join(files.folder, 'elsewhere.part'), path.join(files.folder, 'last.png'));
    await until(() => seen.includes('last.png'));
    await watch.close();
    expect(seen).toEqual(['arrived.png', 'lot/growing.png', 'last.png']);
    expect(failures).toEqual([]);
  });
});
