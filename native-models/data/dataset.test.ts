import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { encode } from 'fast-png';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Dataset, readDataset, readLabelMap } from './dataset.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'blemish-dataset-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** Writes files and split.csv into the folder and reads them as a data set. */
async function read(
  rows: string,
  files: Record<string, Uint8Array | string>,
  classes?: string[],
): Promise<Dataset> {
  await mkdir(join(folder, 'images'), { recursive: true });
  await mkdir(join(folder, 'masks'), { recursive: true });
  for (const [name, bytes] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), bytes);
  }
  await writeFile(join(folder, 'split.csv'), rows);
  return readDataset({
    imagesDir: join(folder, 'images'),
    masksDir: join(folder, 'masks'),
    splitFile: join(folder, 'split.csv'),
    classes,
  });
}

function gray(...values: number[]): Uint8Array {
  return encode({ width: values.length, height: 1, channels: 1, data: Uint8Array.from(values) });
}

function indices(...values: number[]): Uint8Array {
  const palette = Array.from({ length: 256 }, (_, i) => [i, 0, 255 - i]);
  return encode({ width: values.length, height: 1, channels: 1, data: Uint8Array.from(values), palette });
}

describe('binary masks with a class column', () => {
  const files = {
    'images/a.png': gray(1, 2, 3),
    'images/b.png': gray(1, 2, 3),
    'images/c.png': gray(1, 2, 3),
    'images/d.png': gray(1, 2, 3),
    'masks/a.png': gray(0, 255, 255),
    'masks/b.png': gray(0, 90, 200),
    'masks/c.png': gray(0, 5, 0),
    'masks/d.png': gray(0, 0, 0),
  };
  const rows =
    'image,mask,class,split\na.png,a.png,Scratch,train\nb.png,b.png,Dent,train\nc.png,c.png,Good,test\nd.png,d.png,Dent,test\n';

  test('give class ids in alphabetical order of the classes that label something', async () => {
    const { classes, items, notes } = await read(rows, files);
    expect(classes).toEqual(['background', 'Dent', 'Scratch']);
    expect(items.map(({ classPixels }) => classPixels)).toEqual([
      [1, 0, 2],
      [2, 1, 0],
      [3, 0, 0],
      [3, 0, 0],
    ]);
    expect(items[0]).toMatchObject({
      name: 'a.png',
      subset: 'train',
      className: 'Scratch',
      group: 'a.png',
      width: 3,
      height: 1,
      channels: 1,
      significantBits: 8,
      maskReading: { kind: 'binary', classId: 2 },
      ignoredPixels: 0,
    });
    expect(notes).toEqual([
      'Nothing is labelled in 1 picture of the class "Dent": counted as free of defects.',
      '"Good" names no defect class: nothing is labelled in its 1 picture.',
      'Gray values between black and white in 2 masks were cut at 128 of 255.',
    ]);
    expect([...(await readLabelMap(items[1])).data]).toEqual([0, 0, 1]);
    expect([...(await readLabelMap(items[2])).data]).toEqual([0, 0, 0]);
  });

  test("follow a model's ids, and refuse a class that it does not know", async () => {
    const { items } = await read(rows, files, ['background', 'Scratch', 'Stain', 'Dent']);
    expect(items.map(({ classPixels }) => classPixels)).toEqual([
      [1, 2, 0, 0],
      [2, 0, 0, 1],
      [3, 0, 0, 0],
      [3, 0, 0, 0],
    ]);
    await expect(read(rows, files, ['background', 'Dent'])).rejects.toMatchObject({
      kind: 'input',
      subject: join(folder, 'masks', 'a.png'),
      message: expect.stringContaining(
        'The mask (line 2 of the split file) shows a defect of the unknown class "Scratch". Known are 1 "Dent". ' +
          'Correct the class column, or train a model that knows the class (model.class_names in the settings).',
      ) as string,
    });
  });

  test('need a class where something is labelled', async () => {
    await expect(read('image,mask,class,split\na.png,a.png,,train', files)).rejects.toThrow(
      'line 2 of the split file names no class',
    );
  });
});

describe('indexed masks', () => {
  const files = {
    'images/a.png': gray(1, 2, 3, 4),
    'images/b.png': gray(1, 2, 3, 4),
    'masks/a.png': indices(0, 2, 2, 255),
  };
  const rows = 'image,mask,split\na.png,a.png,train\nb.png,,test\n';

  test('hold class ids, and 255 to ignore; an empty mask cell means free of defects', async () => {
    const { classes, items, notes } = await read(rows, files);
    expect(classes).toEqual(['background', 'class 1', 'class 2']);
    expect(items[0]).toMatchObject({ classPixels: [1, 0, 2], ignoredPixels: 1 });
    expect(items[1]).toMatchObject({ maskPath: null, classPixels: [4, 0, 0], ignoredPixels: 0 });
    expect(notes).toEqual([]);
    expect([...(await readLabelMap(items[0])).data]).toEqual([0, 2, 2, 255]);
    expect([...(await readLabelMap(items[1])).data]).toEqual([0, 0, 0, 0]);
  });

  test('take given names, and refuse a value beyond them', async () => {
    const named = await read(rows, files, ['background', 'pit', 'burr']);
    expect(named.classes).toEqual(['background', 'pit', 'burr']);
    await expect(read(rows, files, ['background', 'pit'])).rejects.toMatchObject({
      subject: join(folder, 'masks', 'a.png'),
      message: expect.stringContaining(
        'The mask (line 2 of the split file) holds the unknown class id 2. Known are 1 "pit".',
      ) as string,
    });
  });

  test('with a palette stay indexed beside a class column, and do not mix with gray ones', async () => {
    const column = 'image,mask,class,split\na.png,a.png,X,train\n';
    expect((await read(column, files)).classes).toEqual(['background', 'class 1', 'class 2']);
    await expect(
      read(`${column}b.png,b.png,X,test\n`, { ...files, 'masks/b.png': gray(255, 0, 0, 0) }),
    ).rejects.toThrow('Save all masks in one of the two ways');
  });
});

describe('a region to inspect', () => {
  const files = {
    'images/a.png': gray(1, 2, 3, 4),
    'images/b.png': gray(1, 2, 3, 4),
    'masks/a.png': gray(255, 255, 0, 0),
    'masks/left.png': gray(255, 0, 0, 0),
    'masks/right.png': gray(0, 127, 128, 255),
  };
  const columns = 'image,mask,class,split,region\n';

  test('leaves 255 outside, also where there is no mask, and counts what is inside', async () => {
    const { items, notes } = await read(
      `${columns}a.png,a.png,Dent,train,left.png\nb.png,,,test,right.png\n`,
      files,
    );
    expect(items.map(({ classPixels, ignoredPixels }) => [classPixels, ignoredPixels])).toEqual([
      [[0, 1], 3],
      [[2, 0], 2],
    ]);
    expect([...(await readLabelMap(items[0])).data]).toEqual([1, 255, 255, 255]);
    expect([...(await readLabelMap(items[1])).data]).toEqual([255, 255, 0, 0]);
    expect(notes).toEqual(['Gray values between black and white in 1 region were cut at 128 of 255.']);
  });

  test('makes a picture good whose defect lies outside', async () => {
    const { classes, items } = await read(`${columns}a.png,a.png,Dent,train,right.png\n`, files);
    expect(classes).toEqual(['background']);
    expect([...(await readLabelMap(items[0])).data]).toEqual([255, 255, 0, 0]);
  });

  test('keeps class ids and 255 of an indexed mask inside', async () => {
    const { items } = await read('image,mask,split,region\na.png,a.png,train,left.png\n', {
      ...files,
      'masks/a.png': indices(2, 1, 255, 0),
      'masks/left.png': gray(255, 0, 255, 0),
    });
    expect(items[0]).toMatchObject({ classPixels: [0, 0, 1], ignoredPixels: 3 });
    expect([...(await readLabelMap(items[0])).data]).toEqual([2, 255, 255, 255]);
  });

  test.each([
    [
      'of another size',
      gray(255, 255),
      'is 2x1 px, the image it belongs to is 4x1 px. Give the image a region',
    ],
    ['without a white pixel', gray(0, 0, 127, 0), 'has no white pixel, so nothing would be inspected. Paint'],
    ['with a palette', indices(1, 1, 1, 1), 'has a palette, where a gray mask is expected'],
    ['that is no picture', 'text', 'is not a picture'],
  ])('%s is refused', async (_, bytes, problem) => {
    await expect(
      read(`${columns}a.png,a.png,Dent,train,left.png\n`, { ...files, 'masks/left.png': bytes }),
    ).rejects.toMatchObject({
      kind: 'input',
      subject: join(folder, 'masks', 'left.png'),
      message: expect.stringContaining(problem) as string,
    });
  });

  test('that is missing is refused with its line', async () => {
    await expect(read(`${columns}a.png,a.png,Dent,train,part.png\n`, files)).rejects.toThrow(
      /split\.csv: Line 2 names "part\.png", which is not in .*masks\. Correct the name/,
    );
  });
});

test('names outside ASCII are found however their accents are composed, also in folders below', async () => {
  const files = { [`images/lot 1/${'Köpfe'.normalize('NFD')}.png`]: gray(1) };
  const { items } = await read(`image,mask,split\nlot 1/${'Köpfe'.normalize('NFC')}.png,,train\n`, files);
  expect(items[0].name).toBe(`lot 1/${'Köpfe'.normalize('NFC')}.png`);
});

describe('refused in one clear line', () => {
  const files = { 'images/a.png': gray(1, 2), 'masks/a.png': gray(0, 255) };
  const rows = 'image,mask,class,split\na.png,a.png,X,train\n';

  test.each([
    [
      'a missing image',
      'image,mask,split\na.png,,train\nb.png,,train',
      'Line 3 names "b.png", which is not in',
    ],
    ['a missing mask', 'image,mask,split\na.png,z.png,train', 'Line 2 names "z.png", which is not in'],
    ['a way out', 'image,mask,split\n../split.csv,,train', 'which lies outside'],
    ['an absolute path', 'image,mask,split\n/etc/hosts,,train', 'which lies outside'],
    ['a way out by a mask', 'image,mask,split\na.png,x/../../images/a.png,train', 'which lies outside'],
  ])('%s', async (_, content, problem) => {
    await expect(read(content, files)).rejects.toMatchObject({
      kind: 'input',
      subject: join(folder, 'split.csv'),
      message: expect.stringContaining(problem) as string,
    });
  });

  test.each([
    ['an empty image', 'images/a.png', '', 'is empty'],
    ['a truncated image', 'images/a.png', gray(1, 2).subarray(0, 40), 'damaged or truncated'],
    ['a mislabelled image', 'images/a.png', 'text', 'is not a picture'],
    ['an empty mask', 'masks/a.png', '', 'is empty'],
    ['a truncated mask', 'masks/a.png', gray(0, 255).subarray(0, 45), 'damaged or truncated'],
    ['a mislabelled mask', 'masks/a.png', 'text', 'is not a picture'],
    ['a mask of another size', 'masks/a.png', gray(0, 255, 0), 'is 3x1 px, its image a.png is 2x1 px'],
  ])('%s', async (_, name, bytes, problem) => {
    await expect(read(rows, { ...files, [name]: bytes })).rejects.toMatchObject({
      name: 'BlemishError',
      kind: 'input',
      subject: join(folder, name),
      message: expect.stringContaining(problem) as string,
    });
  });
});

const magneticTile = resolve(import.meta.dirname, '../../../shared/data/magnetic_tile');
const hasMagneticTile = existsSync(magneticTile);
if (!hasMagneticTile) process.stderr.write(`skipped: no data set magnetic_tile at ${magneticTile}\n`);

test.skipIf(!hasMagneticTile)('magnetic_tile reads as its README says', async () => {
  const { classes, items, notes } = await readDataset({
    imagesDir: join(magneticTile, 'images'),
    masksDir: join(magneticTile, 'masks'),
    splitFile: join(magneticTile, 'split.csv'),
  });
  expect(classes).toEqual(['background', 'Blowhole', 'Break', 'Crack', 'Fray', 'Uneven']);
  const count = (className: string, subset?: string): number =>
    items.filter((item) => item.className === className && (subset ?? item.subset) === item.subset).length;
  expect(['Blowhole', 'Break', 'Crack', 'Fray', 'Uneven', 'Free'].map((name) => count(name))).toEqual([
    115, 85, 57, 32, 103, 260,
  ]);
  expect([count('Free', 'train'), count('Free', 'test')]).toEqual([60, 200]);
  const defectPixels = (name: string): number =>
    items
      .filter(({ className }) => className === name)
      .flatMap(({ classPixels }) => classPixels.slice(1))
      .reduce((sum, pixels) => sum + pixels, 0);
  expect(defectPixels('Free')).toBe(0);
  expect(
    items.filter(({ classPixels }) => classPixels.slice(1).every((pixels) => pixels === 0)),
  ).toHaveLength(264);
  expect(notes).toContain('"Free" names no defect class: nothing is labelled in its 260 pictures.');
  expect(notes).toContain(
    'Nothing is labelled in 4 pictures of the class "Uneven": counted as free of defects.',
  );
});
