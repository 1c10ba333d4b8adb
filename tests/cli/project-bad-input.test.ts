import { chmod, readFile, symlink, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { openProject } from '../../main/store/open-project.ts';
import { pino } from 'pino';
import { runBlemish } from './run-blemish.ts';
import { plainPng, writeSplit, rowOf } from './small-data.ts';
import { contentOf, importSmallProject, type SmallProject } from './small-project.ts';

interface BadInput {
  readonly what: string;
  /** Returns the arguments. */
  readonly spoil: (small: SmallProject) => Promise<string[]> | string[];
  readonly says: RegExp;
  readonly code?: number;
}

const BAD_INPUTS: readonly BadInput[] = [
  {
    what: 'a pattern that matches nothing',
    spoil: ({ data, project }) => ['import', project, '--images', data.images, '--group', '{lot}/{part}.tif'],
    says: /^blemish: \{lot\}\/\{part\}\.tif: The pattern matches none of 8 paths/,
  },
  {
    what: 'ratios that do not sum to one',
    spoil: ({ project }) => ['split', project, '--ratios', '0.8,0.3,0.1'],
    says: /^blemish: train 0\.8, val 0\.3, .*test 0\.1: The ratios sum to 1\.2, not to 1\. Change them/,
  },
  {
    what: 'a group larger than a subset',
    spoil: async (small) => {
      const { data, project } = small;
      const pattern = ['--group', '{lot}/{any}.png'];
      const other = path.join(data.folder, 'all');
      await runBlemish(['init', other]);
      await runBlemish(['import', other, '--images', data.folder, '--pattern', 'images/*.png', ...pattern]);
      expect(project).not.toBe(other);
      return ['split', other, '--by', 'lot'];
    },
    says: /^blemish: There is 1 group for 3 subsets/,
  },
  {
    what: 'a list that leaves its folder',
    spoil: async ({ data, project }) => {
      const list = path.join(data.images, 'list.txt');
      await writeFile(list, 'tile0.png\n../masks/tile1.png\n');
      return ['import', project, '--images', list];
    },
    says: /^blemish: .*list\.txt: Line 2 names "\.\.\/masks\/tile1\.png", which lies outside/,
  },
  {
    what: 'a split file whose masks are gone',
    spoil: async ({ data, project }) => {
      await writeSplit(data, [
        rowOf('train', 0),
        rowOf('train', 1).replace('tile1.png,tile1', 'tile1.png,none'),
      ]);
      return ['import', project, '--images', data.images, '--masks', data.masks, '--split', data.split];
    },
    says: /split\.csv: Line 3 names "none\.png", which is not in/,
  },
  {
    what: 'annotations of none of the pictures',
    spoil: async ({ data, project }) => {
      const file = path.join(data.folder, 'coco.json');
      const images = [{ id: 1, file_name: 'else.png', width: 4, height: 3 }];
      await writeFile(file, JSON.stringify({ images, categories: [], annotations: [] }));
      return ['import', project, '--annotations', file, '--format', 'coco'];
    },
    says: /coco\.json: It has annotations of none of the pictures/,
  },
  {
    what: 'a picture that is none',
    spoil: async ({ data, project }) => {
      const file = path.join(data.folder, 'text.png');
      await writeFile(file, 'hello');
      return ['import', project, '--images', file];
    },
    says: /text\.png.*: The file is not a picture\. None of the pictures can be used/,
  },
  {
    what: 'an image that changed after import',
    spoil: async ({ data, project }) => {
      await writeFile(path.join(data.images, 'tile2.png'), plainPng({ width: 64, height: 48 }, 7));
      return ['train', project, '--device', 'cpu'];
    },
    says: /^blemish: .*tile2\.png: The image is another one than when it was imported\. Put the old file back/,
  },
  {
    what: 'a project in a folder that holds one',
    spoil: ({ project }) => ['init', project],
    says: /^blemish: .*paint\.blemish: The folder holds a project already/,
  },
  {
    what: 'a class named twice',
    spoil: ({ data }) => ['init', path.join(data.folder, 'new'), '--classes', 'dust,dust'],
    says: /^blemish: dust: The class is named twice/,
  },
  {
    what: 'an unknown run',
    spoil: ({ project }) => ['evaluate', project, '--run', 'ffff'],
    says: /^blemish: run ffff: 0 runs of the project have this id/,
  },
  {
    what: 'nothing to import',
    spoil: ({ project }) => ['import', project],
    says: /^blemish: import needs something to import/,
    code: 2,
  },
];

test.each(BAD_INPUTS)('$what: one clear line, and nothing is changed', async ({ spoil, says, code = 1 }) => {
  const small = await importSmallProject();
  const args = await spoil(small);
  const before = await contentOf(small.project);
  const outcome = await runBlemish(args);
  const errors = outcome.stderr.split('\n').filter((line) => line.startsWith('blemish:'));
  expect(errors).toEqual([expect.stringMatching(says)]);
  expect(outcome.code).toBe(code);
  expect(await contentOf(small.project)).toEqual(before);
});

test.each([
  [
    'a project file that is not one',
    (file: string) => writeFile(file, 'hello'),
    /It is not a Blemish project/,
  ],
  ['a truncated data base', (file: string) => truncate(file, 20_000), /damaged|not a Blemish project/],
])('%s is refused by every verb', async (_, spoil, says) => {
  const { project } = await importSmallProject();
  const file = path.join(project, 'paint.blemish');
  await spoil(file);
  const before = await readFile(file);
  for (const verb of [['stats'], ['check'], ['split'], ['train'], ['backup']]) {
    const { code, stderr } = await runBlemish([...verb, project]);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(stderr).toMatch(says);
    expect(code).toBe(1);
  }
  expect((await readFile(file)).equals(before)).toBe(true);
});

test('links that leave the folder are passed over and told', async () => {
  const { data, project } = await importSmallProject();
  await writeFile(path.join(data.folder, 'secret.png'), plainPng({ width: 8, height: 8 }, 1));
  await symlink(path.join(data.folder, 'secret.png'), path.join(data.images, 'link.png'));
  const { code, stderr } = await runBlemish(['import', project, '--images', data.images]);
  expect(stderr).toMatch(/link\.png: The link leaves the folder/);
  expect(code).toBe(0);
});

test('names in other scripts and long ones are kept as they are', async () => {
  const { data, project } = await importSmallProject();
  const names = ['划痕 ä 🔧.png', `${'n'.repeat(240)}.png`];
  for (const [index, name] of names.entries()) {
    await writeFile(path.join(data.images, name), plainPng({ width: 9 + index, height: 8 }, 1));
  }
  expect((await runBlemish(['import', project, '--images', data.images, '--copy'])).code).toBe(0);
  expect((await runBlemish(['check', project])).code).toBe(0);
});

test('what another program has open can be looked at and not changed', async () => {
  const { data, project } = await importSmallProject();
  const store = await openProject(project, { user: 'Ada', log: pino({ level: 'silent' }) });
  try {
    const wanted = await runBlemish(['import', project, '--images', data.images]);
    expect(wanted.stderr).toMatch(
      /^blemish: .*paint\.blemish: The project is open to look at only: Ada on .*Close it there/,
    );
    expect(wanted.code).toBe(1);
    expect((await runBlemish(['stats', project])).code).toBe(0);
  } finally {
    await store.close();
  }
});

test.skipIf(process.getuid?.() === 0)('a folder that may not be written can be looked at', async () => {
  const { project } = await importSmallProject();
  await chmod(project, 0o555);
  try {
    expect((await runBlemish(['stats', project])).code).toBe(0);
    expect((await runBlemish(['backup', project])).code).toBe(1);
  } finally {
    await chmod(project, 0o755);
  }
});
