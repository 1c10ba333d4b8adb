import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { listBackups } from './backup.ts';
import { identify, openProject } from './open-project.ts';
import { restoreBackup } from './restore-backup.ts';
import { Hand, QUIET, addLabels, newProject } from './store.testing.ts';

const DAY = 24 * 3600 * 1000;

test('a backup brings back what was there when it was made, and what it replaces is kept', async () => {
  const store = await newProject();
  const hand = new Hand(store, addLabels(store));
  hand.draw(0, 0, 3, 1);
  const backup = await store.backUp();
  hand.draw(0, 1, 3, 1);
  await store.close();

  const kept = await restoreBackup(backup.file, store.place, identify(QUIET));
  const restored = await openProject(store.place.folder, QUIET);
  expect(new Hand(restored, hand.annotationId).classAt(0, 0)).toBe(1);
  expect(new Hand(restored, hand.annotationId).classAt(0, 1)).toBe(0);
  await restored.close();

  await restoreBackup(kept, store.place, identify(QUIET));
  const back = await openProject(store.place.folder, QUIET);
  expect(new Hand(back, hand.annotationId).classAt(0, 1)).toBe(1);
  await back.close();
});

test('there is one backup a day, and seven are kept', async () => {
  let now = Date.UTC(2026, 0, 1);
  const store = await newProject({ now: () => now });
  await store.backUp();
  for (let day = 0; day < 9; day++) {
    expect(await store.backUpIfDue()).not.toBeNull();
    now += DAY - 1;
    expect(await store.backUpIfDue()).toBeNull();
    now += 1;
  }
  const backups = await listBackups(store.place);
  expect(backups.filter(({ kind }) => kind === 'daily').map(({ madeAt }) => madeAt)).toEqual(
    [8, 7, 6, 5, 4, 3, 2].map((day) => Date.UTC(2026, 0, 1) + day * DAY),
  );
  expect(backups.filter(({ kind }) => kind === 'asked')).toHaveLength(1);
  await store.close();
});

test('what a backup cut short left is cleared by the next; each is one file', async () => {
  const store = await newProject();
  await store.backUp();
  const folder = path.join(store.place.folder, 'backups');
  writeFileSync(path.join(folder, '.blemish-00000000-0000-0000-0000-000000000000.tmp'), 'half');
  await store.backUp();
  expect(readdirSync(folder).filter((name) => !name.endsWith(' asked of paint.blemish'))).toEqual([]);
  await store.close();
});

test('a damaged backup, one that is not there, and a project in use change nothing', async () => {
  const store = await newProject();
  const { file } = await store.backUp();
  await expect(restoreBackup(file, store.place, identify(QUIET))).rejects.toThrow(
    /Anna on .* has had it open/,
  );
  await store.close();
  const before = await readFile(store.place.file);
  const bytes = await readFile(file);
  writeFileSync(file, bytes.subarray(0, bytes.length / 2));
  await expect(restoreBackup(file, store.place, identify(QUIET))).rejects.toThrow(/damaged/);
  await expect(restoreBackup(`${file}x`, store.place, identify(QUIET))).rejects.toThrow(/no such backup/);
  expect(await readFile(store.place.file)).toEqual(before);
  expect(existsSync(`${store.place.file}.lock`)).toBe(false);
});
