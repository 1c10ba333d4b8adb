import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { mkdir, truncate } from 'node:fs/promises';
import path from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { BlemishError } from '../../app/domain/errors.ts';
import { createProject } from './create-project.ts';
import { NEWEST_VERSION } from './migrations/all-migrations.ts';
import { openProject } from './open-project.ts';
import { Hand, QUIET, addLabels, imageOf, newProject, temporaryFolder } from './store.testing.ts';

test('a project is one file when it is closed, and a log and a lock beside it while it is open', async () => {
  const store = await newProject();
  const { folder } = store.place;
  expect(readdirSync(folder).sort()).toEqual([
    'paint.blemish',
    'paint.blemish-shm',
    'paint.blemish-wal',
    'paint.blemish.lock',
  ]);
  expect(store.record.read()).toMatchObject({ name: 'paint', scale: null });
  await store.close();
  expect(readdirSync(folder)).toEqual(['paint.blemish']);
});

test('the second program opens it to look at only, told who has it open, and sees what the first draws', async () => {
  const first = await newProject();
  const hand = new Hand(first, addLabels(first));
  const second = await openProject(first.place.folder, { ...QUIET, user: 'Bert' });
  expect(second.access).toMatchObject({
    mode: 'read',
    reason: { kind: 'in-use', holder: { user: 'Anna', pid: process.pid } },
  });
  hand.draw(0, 0, 3, 1);
  expect(second.labelMaps.read(hand.annotationId)).toEqual(first.labelMaps.read(hand.annotationId));
  expect(() => second.classes.add('Crack')).toThrow(/open to look at only: Anna on .* has had it open since/);
  await second.close();
  await first.close();

  const third = await openProject(first.place.file, { ...QUIET, user: 'Bert' });
  expect(third.access.mode).toBe('write');
  await third.close();
});

test('a project closes while another program looks at it, which goes on looking', async () => {
  const first = await newProject();
  const hand = new Hand(first, addLabels(first));
  hand.draw(0, 0, 3, 1);
  const second = await openProject(first.place.folder, { ...QUIET, user: 'Bert' });
  const reading = second.imageList.count({});
  await first.close();
  expect(second.imageList.count({})).toBe(reading);
  await second.close();

  const third = await openProject(first.place.file, QUIET);
  expect(third.access.mode).toBe('write');
  expect(third.imageList.count({})).toBe(reading);
  await third.close();
  expect(readdirSync(first.place.folder)).toEqual(['paint.blemish']);
});

test('a lock whose program was killed is free, and everything is checked before long', async () => {
  const store = await newProject();
  await store.close();
  const killed = spawnSync(
    process.execPath,
    [
      '--input-type=module',
      '--eval',
      `const { openProject } = await import(${JSON.stringify(path.resolve('main/store/open-project.ts'))});
       const log = { info() {}, warn() {} };
       const store = await openProject(${JSON.stringify(store.place.folder)}, { user: 'Bert', log });
       store.classes.add('Crack');
       process.kill(process.pid, 'SIGKILL');`,
    ],
    { encoding: 'utf8' },
  );
  expect(killed).toMatchObject({ signal: 'SIGKILL', stderr: '' });

  const again = await openProject(store.place.folder, QUIET);
  expect(again.access.mode).toBe('write');
  expect(again.classes.list().map(({ name }) => name)).toEqual(['Dust', 'Scratch', 'Crack']);
  expect(again.isCheckDue).toBe(true);
  await again.checkFully();
  expect(again.isCheckDue).toBe(false);
  await again.close();
});

test('a full check is due after a week', async () => {
  let now = Date.UTC(2026, 0, 1);
  const store = await newProject({ now: () => now });
  expect(store.isCheckDue).toBe(false);
  now += 7 * 24 * 3600 * 1000;
  expect(store.isCheckDue).toBe(true);
  await store.close();
});

test.each([
  ['a text', Buffer.from('Dear project,'.repeat(100)), /not a Blemish project/],
  ['nothing', Buffer.alloc(0), /not a Blemish project/],
])('a file that is %s is refused and left as it is', async (_, bytes, message) => {
  const file = path.join(await temporaryFolder(), 'paint.blemish');
  writeFileSync(file, bytes);
  await expect(openProject(file, QUIET)).rejects.toThrow(message);
  expect(readFileSync(file)).toEqual(bytes);
  expect(readdirSync(path.dirname(file))).toEqual(['paint.blemish']);
});

test("another program's data base is refused", async () => {
  const file = path.join(await temporaryFolder(), 'notes.blemish');
  new Database(file).exec('CREATE TABLE note (text TEXT)').close();
  await expect(openProject(file, QUIET)).rejects.toThrow(/not a Blemish project/);
});

test('a project of a newer Blemish is refused, and untouched to its last byte', async () => {
  const store = await newProject();
  await store.close();
  const db = new Database(store.place.file);
  db.pragma(`user_version = ${NEWEST_VERSION + 1}`);
  db.close();
  const before = readFileSync(store.place.file);
  await expect(openProject(store.place.folder, QUIET)).rejects.toThrow(/written by a newer Blemish/);
  expect(readFileSync(store.place.file)).toEqual(before);
  expect(readdirSync(store.place.folder)).toEqual(['paint.blemish']);
});

test('a truncated project is refused with the way to repair it', async () => {
  const store = await newProject();
  await store.close();
  await truncate(store.place.file, 100_000);
  await expect(openProject(store.place.folder, QUIET)).rejects.toThrow(/damaged.*restore the newest backup/);
});

test('tables with a trigger of someone else are refused', async () => {
  const store = await newProject();
  await store.close();
  const db = new Database(store.place.file);
  db.exec('CREATE TRIGGER thief AFTER INSERT ON image BEGIN DELETE FROM class; END');
  db.close();
  await expect(openProject(store.place.folder, QUIET)).rejects.toThrow(/its tables are not those/);
});

test('a folder without a project, and one with two, are refused', async () => {
  const folder = await temporaryFolder();
  await expect(openProject(folder, QUIET)).rejects.toThrow(/holds no project/);
  for (const name of ['a', 'b']) writeFileSync(path.join(folder, `${name}.blemish`), '');
  await expect(openProject(folder, QUIET)).rejects.toThrow(/holds 2 projects/);
  await expect(openProject(path.join(folder, 'c'), QUIET)).rejects.toThrow(BlemishError);
});

test('a project is not made over another, nor with a name that no disk takes', async () => {
  const store = await newProject();
  await store.close();
  await expect(createProject(store.place.folder, QUIET)).rejects.toThrow(/holds a project already/);
  const parent = await temporaryFolder();
  await expect(createProject(path.join(parent, 'ü'.repeat(300)), QUIET)).rejects.toThrow(BlemishError);
  expect(readdirSync(parent)).toEqual([]);
});

test('on a network share the project has no log, and nobody else reads it meanwhile', async () => {
  const store = await newProject({ isOnNetwork: () => true });
  addLabels(store);
  expect(readdirSync(store.place.folder)).not.toContain('paint.blemish-wal');
  await store.checkFully();
  await expect(openProject(store.place.folder, { ...QUIET, user: 'Bert' })).rejects.toThrow(/Anna on/);
  await store.close();
  expect(readdirSync(store.place.folder)).toEqual(['paint.blemish']);
});

test('in a folder that may not be written it is looked at, as a copy where a log was left behind', async ({
  skip,
}) => {
  const disk = await temporaryFolder();
  skip(!mount(['-t', 'tmpfs', 'tmpfs', disk]), 'only root can mount a disk, and only on Linux');
  try {
    const folder = path.join(disk, 'paint');
    await mkdir(folder);
    const store = await createProject(folder, QUIET);
    store.images.add([imageOf({ path: 'a.png' })]);
    // As a crash would leave it: the log beside the file.
    const copies = ['', '-wal'].map(
      (ending) => [ending, readFileSync(`${store.place.file}${ending}`)] as const,
    );
    await store.close();
    mount(['-o', 'remount,ro', disk]);
    const plain = await openProject(folder, QUIET);
    expect(plain.access).toEqual({ mode: 'read', reason: { kind: 'read-only-folder' }, copied: false });
    expect(plain.images.findByPath('a.png')).not.toBeNull();
    await plain.close();

    mount(['-o', 'remount,rw', disk]);
    for (const [ending, bytes] of copies) writeFileSync(`${store.place.file}${ending}`, bytes);
    mount(['-o', 'remount,ro', disk]);
    const copied = await openProject(folder, QUIET);
    expect(copied.access).toMatchObject({ mode: 'read', copied: true });
    expect(copied.images.findByPath('a.png')).not.toBeNull();
    expect(() => copied.classes.add('Dust')).toThrow(/its folder may not be written/);
    await copied.close();
  } finally {
    execFileSync('umount', [disk]);
  }
});

test('a full disk refuses the stroke in one clear line; what was drawn before is there, and after it', async ({
  skip,
}) => {
  const disk = await temporaryFolder();
  skip(
    !mount(['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', disk]),
    'only root can mount a small disk, and only on Linux',
  );
  try {
    const store = await createProject(path.join(disk, 'paint'), QUIET);
    store.classes.add('Dust');
    const hand = new Hand(store, addLabels(store));
    hand.draw(0, 0, 3, 1);
    fillDisk(path.join(disk, 'filler'));
    const strokes = (): void => {
      for (let y = 1; y < 1000; y++) hand.draw(0, y, 3, 1);
    };
    expect(strokes).toThrow(/disk is full; nothing was changed/);
    rmSync(path.join(disk, 'filler'));
    const { revision } = store.annotations.find(hand.annotationId)!;
    expect(hand.draw(500, 0, 3, 1)).toBe(revision + 1);
    await store.checkFully();
    await store.close();
  } finally {
    execFileSync('umount', [disk]);
  }
});

function mount(args: string[]): boolean {
  return spawnSync('mount', args).status === 0;
}

function fillDisk(file: string): void {
  try {
    writeFileSync(file, Buffer.alloc(8 * 2 ** 20));
  } catch {
    // It is full now.
  }
}
