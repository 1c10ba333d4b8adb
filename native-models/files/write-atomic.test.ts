import * as fs from 'node:fs/promises';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { BlemishError } from '../../app/domain/errors.ts';
import { removeUnfinishedWrites, writeFileAtomically } from './write-atomic.ts';

// Copied, because the exports of a built-in module cannot be replaced.
vi.mock('node:fs/promises', async (original) => ({ ...(await original<typeof fs>()) }));

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'blemish-write-'));
});
afterEach(async () => {
  vi.restoreAllMocks();
  await rm(folder, { recursive: true });
});

test('writes bytes and text, over an older file too, and leaves nothing else', async () => {
  const path = join(folder, 'Prüfstück 磁瓦.bin');
  await writeFileAtomically(path, Uint8Array.of(1, 2, 3));
  expect([...(await readFile(path))]).toEqual([1, 2, 3]);
  await writeFileAtomically(path, 'Riß');
  expect(await readFile(path, 'utf8')).toBe('Riß');
  expect(await readdir(folder)).toEqual(['Prüfstück 磁瓦.bin']);
});

test('writes pieces in their order; where they fail, the old file stays and their error is passed on', async () => {
  const path = join(folder, 'pieces.bin');
  async function* pieces(fails: boolean): AsyncGenerator<Uint8Array> {
    yield Uint8Array.of(1);
    await Promise.resolve();
    if (fails) throw new RangeError('no more');
    yield Uint8Array.of(2, 3);
  }
  await writeFileAtomically(path, pieces(false));
  await expect(writeFileAtomically(path, pieces(true))).rejects.toThrow(new RangeError('no more'));
  expect([...(await readFile(path))]).toEqual([1, 2, 3]);
  expect(await readdir(folder)).toEqual(['pieces.bin']);
});

test('a missing folder is named, with what to do', async () => {
  const path = join(folder, 'missing', 'a.json');
  await expect(writeFileAtomically(path, 'x')).rejects.toThrow(
    `${path}: cannot be written because its folder does not exist. Create the folder first`,
  );
});

test('a folder in the way stays, and no temporary file does', async () => {
  const path = join(folder, 'a.json');
  await mkdir(path);
  await expect(writeFileAtomically(path, 'x')).rejects.toThrow(BlemishError);
  expect(await readdir(folder)).toEqual(['a.json']);
});

test('a full disk leaves the old file as it was and says how much room is needed', async () => {
  const path = join(folder, 'a.bin');
  await writeFile(path, 'old');
  fillDiskHalfway();
  const failure = writeFileAtomically(path, new Uint8Array(2_340_000));
  await expect(failure).rejects.toMatchObject({ kind: 'resource', subject: path });
  await expect(failure).rejects.toThrow(/disk is full\. Free at least 2\.4 MB/);
  expect(await readFile(path, 'utf8')).toBe('old');
  expect(await readdir(folder)).toEqual(['a.bin']);
});

test('what a killed process left behind is removed, and nothing else', async () => {
  const kept = ['model.json', '.hidden.tmp', '.blemish-notes.tmp', 'blemish-0.tmp'];
  for (const name of kept) await writeFile(join(folder, name), 'x');
  await writeFile(join(folder, await temporaryName()), 'half of a checkpoint');
  await removeUnfinishedWrites(folder);
  expect((await readdir(folder)).sort()).toEqual(kept.sort());
});

/** The name that a write gives its file until it is whole. */
async function temporaryName(): Promise<string> {
  const open = vi.spyOn(fs, 'open');
  await writeFileAtomically(join(folder, 'model.json'), 'x');
  return basename(String(open.mock.calls[0][0]));
}

/** From now on a write stores half of its bytes and fails. */
function fillDiskHalfway(): void {
  const open = fs.open;
  vi.spyOn(fs, 'open').mockImplementation(async (path, flags) => {
    const file = await open(path, flags);
    const write = file.write.bind(file);
    vi.spyOn(file, 'writeFile').mockImplementation(async (contents) => {
      const bytes = contents as Uint8Array;
      await write(bytes.subarray(0, bytes.length / 2));
      throw Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' });
    });
    return file;
  });
}
