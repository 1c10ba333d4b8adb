import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { isUpToDate } from './built.ts';

const build = { name: 'it', script: 'it', product: 'out', sources: ['src', 'lock', 'missing'] };

test('a build is up to date until a source is newer; tests are none', async () => {
  const root = await mkdtemp(path.join(tmpdir(), 'blemish-built-'));
  onTestFinished(() => rm(root, { recursive: true }));
  await mkdir(path.join(root, 'src', 'deep'), { recursive: true });
  const at = async (name: string, seconds: number): Promise<void> => {
    await writeFile(path.join(root, name), '');
    await utimes(path.join(root, name), seconds, seconds);
    for (const folder of ['src', 'src/deep']) await utimes(path.join(root, folder), 1, 1);
  };
  await at('lock', 5);
  await at('src/deep/a.ts', 10);
  expect(isUpToDate(root, build)).toBe(false);
  await at('out', 10);
  expect(isUpToDate(root, build)).toBe(true);
  await at('src/deep/a.test.ts', 20);
  expect(isUpToDate(root, build)).toBe(true);
  await at('src/deep/a.ts', 20);
  expect(isUpToDate(root, build)).toBe(false);
});
