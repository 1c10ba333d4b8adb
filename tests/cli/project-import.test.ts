import { cp, copyFile, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { jsonOf, runBlemish } from './run-blemish.ts';
import { plainPng } from './small-data.ts';
import {
  contentOf,
  importArguments,
  importSmallProject,
  initSmallProject,
  inProject,
  requireDone,
} from './small-project.ts';

test('images, masks, groups and subsets come in; the same import again changes nothing', async () => {
  const small = await initSmallProject();
  const first = jsonOf(await requireDone(runBlemish([...importArguments(small), '--json'])));
  expect(first).toMatchObject({
    images: { added: 8, known: 0, duplicates: [], refused: [] },
    labels: { changed: 8, unchanged: 0, new_classes: [] },
  });
  await inProject(small.project, (store) => {
    const [split] = store.splits.list();
    expect(split).toMatchObject({ method: 'file', locked: ['test'] });
    expect(store.imageList.count({ subset: { splitId: split.id, subset: 'train' } })).toBe(4);
    expect(store.imageList.count({ states: ['labelled'] })).toBe(8);
    // The defect of tile 0 is 15 px wide and 20 px high, by small-data.ts.
    const [tile0] = store.imageList.ids({ text: 'tile0' });
    expect(store.imageFacts.statistics(tile0)).toMatchObject([{ classId: 1, pixels: 300, instances: 1 }]);
    expect(store.parts.list().map(({ name }) => name)).toEqual(
      [...Array(8).keys()].map((part) => `part${part}`),
    );
  });
  const before = await contentOf(small.project);
  const again = jsonOf(await requireDone(runBlemish([...importArguments(small), '--json'])));
  expect(again).toMatchObject({
    images: { added: 0, known: 8 },
    labels: { changed: 0, unchanged: 8, new_classes: [] },
  });
  expect(await contentOf(small.project)).toEqual(before);
});

test('copies lie in the project and need the originals no more; equal files are shown', async () => {
  const { data, project } = await initSmallProject();
  await copyFile(path.join(data.images, 'tile1.png'), path.join(data.images, 'twin.png'));
  const args = ['import', project, '--images', data.images, '--copy', '--mm-per-px', '0.5', '--json'];
  expect(jsonOf(await requireDone(runBlemish(args)))).toMatchObject({
    images: { added: 9, duplicates: [{ path: 'twin.png', of: 'images/tile1.png' }] },
  });
  expect(jsonOf(await requireDone(runBlemish(args)))).toMatchObject({ images: { added: 0, known: 9 } });
  await rm(data.images, { recursive: true });
  await requireDone(runBlemish(['check', project]));
  expect(await readdir(path.join(project, 'images'))).toHaveLength(9);
  await inProject(project, (store) => {
    expect(store.images.findByPath('images/tile1.png')).toMatchObject({
      storage: 'copied',
      scale: { pxPerMmX: 2, pxPerMmY: 2 },
    });
  });
});

test('paths tell lot, part and view; a table tells more; equal parts stay together in a split', async () => {
  const { data, project } = await initSmallProject();
  const folder = path.join(data.folder, 'line');
  for (let part = 0; part < 10; part++) {
    await mkdir(path.join(folder, `lot${part % 2}`), { recursive: true });
    for (const view of ['top', 'side']) {
      const name = path.join(folder, `lot${part % 2}`, `${part}_${view}.png`);
      await writeFile(name, plainPng({ width: 8 + part, height: 8 }, view === 'top' ? 10 : 20));
    }
  }
  const table = path.join(data.folder, 'table.csv');
  await writeFile(table, 'path,lighting\nlot0/0_top.png,dark field\n');
  const args = [
    'import',
    project,
    '--images',
    folder,
    '--group',
    '{lot}/{part}_{view}.png',
    '--table',
    table,
  ];
  await requireDone(runBlemish(args));
  await inProject(project, (store) => {
    expect(store.parts.lots()).toEqual(['lot0', 'lot1']);
    const [image] = store.imageList.page({
      filter: { text: '0_top' },
      order: { by: 'path', descending: false },
      offset: 0,
      limit: 1,
    });
    expect(image).toMatchObject({ lot: 'lot0', partName: '0', view: 'top', lighting: 'dark field' });
  });
  const split = ['split', project, '--ratios', '0.6,0.2,0.2', '--seed', '4', '--json'];
  const { splits } = jsonOf(await requireDone(runBlemish(split))) as {
    splits: { subsets: { subset: string; images: number }[]; leaks: unknown[] }[];
  };
  expect(splits[0].leaks).toEqual([]);
  expect(splits[0].subsets.map(({ subset, images }) => [subset, images])).toEqual([
    ['train', 12],
    ['val', 4],
    ['test', 4],
  ]);
  const tested = await testImages(project);
  await writeFile(path.join(folder, 'lot0', '99_top.png'), plainPng({ width: 30, height: 8 }, 1));
  await requireDone(runBlemish(args));
  await requireDone(runBlemish(['split', project, '--ratios', '0.6,0.2,0.2', '--seed', '5']));
  expect(await testImages(project)).toEqual(expect.arrayContaining(tested));
  const lots = jsonOf(
    await requireDone(runBlemish(['split', project, '--leave-one-lot-out', '--by', 'image', '--json'])),
  );
  expect(lots).toMatchObject({ splits: [{ name: expect.stringContaining('lot0') as string }, {}] });
});

async function testImages(project: string): Promise<string[]> {
  return inProject(project, (store) => {
    const [{ id }] = store.splits.list();
    return store.splits.members(id).flatMap(({ imageId, subset }) => (subset === 'test' ? [imageId] : []));
  });
}

test('annotations of another format come in by name, after a preview, and nothing twice', async () => {
  const { data, project } = await importSmallProject();
  const coco = path.join(data.folder, 'coco');
  await requireDone(runBlemish(['export', project, '--format', 'coco', '--out', coco]));
  const other = path.join(data.folder, 'other');
  await requireDone(runBlemish(['init', other, '--classes', 'scratch']));
  const [file] = (await readdir(coco)).filter((name) => name.endsWith('.json'));
  const args = ['import', other, '--images', data.images, '--annotations', path.join(coco, file)];
  const dry = await requireDone(runBlemish([...args, '--dry-run']));
  expect(dry.stderr).toMatch(/COCO.*\n.*\n.*dent/);
  await inProject(other, (store) => {
    expect(store.imageList.count({})).toBe(0);
  });
  expect(jsonOf(await requireDone(runBlemish([...args, '--json'])))).toMatchObject({
    labels: { new_classes: ['dent'] },
  });
  await inProject(other, (store) => {
    const [tile0] = store.imageList.ids({ text: 'tile0' });
    expect(store.classes.list().map(({ id, name }) => [id, name])).toEqual([
      [1, 'scratch'],
      [2, 'dent'],
    ]);
    expect(store.imageFacts.statistics(tile0)).toMatchObject([{ classId: 2, pixels: 300 }]);
  });
  const before = await contentOf(other);
  expect(jsonOf(await requireDone(runBlemish([...args, '--json'])))).toMatchObject({
    labels: { changed: 0 },
  });
  expect(await contentOf(other)).toEqual(before);
});

test('a moved folder is found again by content, and a changed image is told', async () => {
  const { data, project } = await importSmallProject();
  const moved = path.join(data.folder, 'moved');
  await rename(data.images, moved);
  const lost = await runBlemish(['check', project]);
  expect(lost.code).toBe(1);
  expect(lost.stderr).toMatch(/missing: .*tile0\.png/);
  await requireDone(runBlemish(['relink', project, '--images', moved]));
  expect((await requireDone(runBlemish(['check', project]))).stderr).toContain('All is well');
  await writeFile(path.join(moved, 'tile3.png'), plainPng({ width: 64, height: 48 }, 9));
  const changed = await runBlemish(['check', project, '--json']);
  expect(changed.code).toBe(1);
  expect(jsonOf(changed)).toMatchObject({
    ok: false,
    missing: [],
    changed: [expect.stringMatching(/tile3/)],
  });
});

test('a project that moved as a whole still knows its images', async () => {
  const { data, project } = await importSmallProject();
  const there = path.join(data.folder, 'there');
  await mkdir(there);
  await cp(data.images, path.join(there, 'images'), { recursive: true });
  await rename(project, path.join(there, 'paint'));
  await rm(data.images, { recursive: true });
  await requireDone(runBlemish(['check', path.join(there, 'paint')]));
});
