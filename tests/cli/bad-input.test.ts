import { existsSync } from 'node:fs';
import { readFile, rm, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { runBlemish } from './run-blemish.ts';
import { plainPng, rowOf, type SmallData, writeSmallData, writeSplit } from './small-data.ts';
import { trainArguments } from './small-training.ts';

interface BadInput {
  readonly what: string;
  readonly spoil: (data: SmallData) => Promise<void>;
  /** What the line on stderr says: the file, what is wrong, what to do. */
  readonly says: RegExp;
}

const image = (data: SmallData): string => path.join(data.images, 'tile1.png');
const mask = (data: SmallData): string => path.join(data.masks, 'tile1.png');

const BAD_INPUTS: readonly BadInput[] = [
  {
    what: 'an image that is missing',
    spoil: (data) => rm(image(data)),
    says: /split\.csv: Line 3 names "tile1\.png", which is not in .*images\. Correct the name/,
  },
  {
    what: 'a mask that is missing',
    spoil: (data) => rm(mask(data)),
    says: /split\.csv: Line 3 names "tile1\.png", which is not in .*masks\. Correct the name/,
  },
  {
    what: 'a split file that is missing',
    spoil: (data) => rm(data.split),
    says: /split\.csv: The split file cannot be read\. Check/,
  },
  {
    what: 'an empty image',
    spoil: (data) => truncate(image(data), 0),
    says: /images.tile1\.png: The file is empty\. Copy it again/,
  },
  {
    what: 'a truncated image',
    spoil: (data) => truncate(image(data), 120),
    says: /images.tile1\.png: The picture is damaged or truncated\. Copy the file again/,
  },
  {
    what: 'an empty mask',
    spoil: (data) => truncate(mask(data), 0),
    says: /masks.tile1\.png: The file is empty\. Copy it again/,
  },
  {
    what: 'a text named .png as a mask',
    spoil: (data) => writeFile(mask(data), 'no picture'),
    says: /masks.tile1\.png: The file is not a picture\. Give a PNG/,
  },
  {
    what: 'an empty split file',
    spoil: (data) => truncate(data.split, 0),
    says: /split\.csv: [^\n]+\. [^\n]+/,
  },
  {
    what: 'an image of a format that is not read',
    spoil: (data) => writeFile(image(data), 'BM and the rest of a bitmap'),
    says: /images.tile1\.png: The file is a BMP picture, which is not read here\. Convert it to PNG/,
  },
  {
    what: 'a truncated mask',
    spoil: (data) => truncate(mask(data), 90),
    says: /masks.tile1\.png: The picture is damaged or truncated\. Copy the file again/,
  },
  {
    what: 'a text named .png',
    spoil: (data) => writeFile(image(data), 'no picture'),
    says: /images.tile1\.png: The file is not a picture\. Give a PNG/,
  },
  {
    what: 'a mask of another size',
    spoil: (data) => writeFile(mask(data), plainPng({ width: 32, height: 48 }, 255)),
    says: /masks.tile1\.png: The file is 32x48 px, its image tile1\.png is 64x48 px\. Give the image a mask/,
  },
  {
    what: 'a group in two subsets',
    spoil: (data) => writeSplit(data, [rowOf('train', 0), rowOf('val', 1).replace('part1', 'part0')]),
    says: /split\.csv: Line 3: the group "part0" is in two subsets, train and val\. Put all pictures/,
  },
  {
    what: 'no defect in the train subset',
    spoil: (data) => writeSplit(data, [rowOf('train', 7), rowOf('val', 1), rowOf('test', 2)]),
    says: /split\.csv: No train picture has a labelled defect \(dent, scratch\)\. Check the masks/,
  },
  {
    what: 'one class only',
    spoil: (data) => writeSplit(data, [rowOf('train', 7)]),
    says: /split\.csv: There is one class only, the background: .*\. Check the masks/,
  },
];

test.each(BAD_INPUTS)('train refuses $what in one line and leaves no folder', async ({ spoil, says }) => {
  const data = await writeSmallData();
  await spoil(data);
  const out = path.join(data.folder, 'model');
  const { code, stdout, stderr } = await runBlemish(await trainArguments(data, out));
  expect(stderr).toMatch(/^blemish: [^\n]+\n$/);
  expect(stderr).toMatch(says);
  expect(stdout).toBe('');
  expect(code).toBe(1);
  expect(existsSync(out)).toBe(false);
});

test('train refuses to resume a run that is not there', async () => {
  const data = await writeSmallData();
  const out = path.join(data.folder, 'model');
  const { code, stderr } = await runBlemish([...(await trainArguments(data, out)), '--resume']);
  expect(stderr).toMatch(/^blemish: .*run\.json: there is no run to resume\. Give the --out folder[^\n]*\n$/);
  expect(code).toBe(1);
  expect(existsSync(out)).toBe(false);
});

test('train refuses settings with an unknown key', async () => {
  const data = await writeSmallData();
  const out = path.join(data.folder, 'model');
  const args = await trainArguments(data, out, { batchsize: 2 });
  const { code, stderr } = await runBlemish(args);
  expect(stderr).toMatch(/^blemish: .*model\.yaml: line \d+: unknown key training\.batchsize[^\n]*\n$/);
  expect(code).toBe(1);
  expect(existsSync(out)).toBe(false);
});

test('a run that is there already is not overwritten', async () => {
  const data = await writeSmallData();
  const run = path.join(data.folder, 'run.json');
  await writeFile(run, 'the run of yesterday');
  const { code, stderr } = await runBlemish(await trainArguments(data, data.folder));
  expect(stderr).toMatch(/^blemish: .*: a run is there already\. Add --resume[^\n]*\n$/);
  expect(code).toBe(2);
  expect(await readFile(run, 'utf8')).toBe('the run of yesterday');
});
