import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { writeFolder } from './staged-folder.ts';

async function parent(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'blemish-staged-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

async function* pieces(...texts: string[]): AsyncGenerator<string> {
  for (const text of texts) yield await Promise.resolve(text);
}

async function* broken(): AsyncGenerator<string> {
  yield await Promise.resolve('one');
  throw new Error('stopped here');
}

test('a folder is written with all that is in it, also where an empty one is', async () => {
  const here = await parent();
  await mkdir(path.join(here, 'out'));
  await writeFolder(path.join(here, 'out'), async (write) => {
    await write('a/ä.txt', 'one');
    await write('b.bin', Uint8Array.of(1, 2));
    await write('c.txt', pieces('three', ', four'));
  });
  expect(await readFile(path.join(here, 'out/c.txt'), 'utf8')).toBe('three, four');
  expect(await readFile(path.join(here, 'out/a/ä.txt'), 'utf8')).toBe('one');
  expect(await readdir(here)).toEqual(['out']);
});

test('where writing fails nothing is left', async () => {
  const here = await parent();
  const failing = writeFolder(path.join(here, 'out'), async (write) => {
    await write('a.txt', 'one');
    throw new Error('no more');
  });
  await expect(failing).rejects.toThrow('no more');
  expect(await readdir(here)).toEqual([]);
});

test('where a file fails in the middle nothing is left', async () => {
  const here = await parent();
  const failing = writeFolder(path.join(here, 'out'), (write) => write('a.txt', broken()));
  await expect(failing).rejects.toThrow('stopped here');
  expect(await readdir(here)).toEqual([]);
});

test('a file that leaves the folder is not written', async () => {
  const here = await parent();
  const leaving = writeFolder(path.join(here, 'out'), (write) => write('../evil.txt', 'one'));
  await expect(leaving).rejects.toThrow('../evil.txt leaves the folder');
  expect(await readdir(here)).toEqual([]);
});

test('a folder that holds something is refused', async () => {
  const here = await parent();
  await mkdir(path.join(here, 'out/mine'), { recursive: true });
  await expect(writeFolder(path.join(here, 'out'), () => Promise.resolve())).rejects.toMatchObject({
    kind: 'usage',
    problem: 'The folder is not empty',
  });
});
