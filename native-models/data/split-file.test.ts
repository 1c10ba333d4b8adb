import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readSplitFile } from './split-file.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'blemish-split-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function csv(content: string | Uint8Array): Promise<string> {
  const path = join(folder, 'split.csv');
  await writeFile(path, content);
  return path;
}

test('reads columns in any order and case, with BOM, quotes, blank lines and names outside ASCII', async () => {
  const path = await csv(
    '\ufeffSplit,IMAGE,Remark,Mask\r\ntrain,"Köpfe, links.png",x,maske.png\r\n\r\nTEST,裂纹.png,, \r\n',
  );
  const { rows, hasClasses } = await readSplitFile(path);
  expect(hasClasses).toBe(false);
  expect(rows).toEqual([
    {
      line: 2,
      image: 'Köpfe, links.png',
      mask: 'maske.png',
      region: null,
      zones: null,
      subset: 'train',
      className: null,
      group: 'Köpfe, links.png',
      lot: null,
    },
    {
      line: 4,
      image: '裂纹.png',
      mask: null,
      region: null,
      zones: null,
      subset: 'test',
      className: null,
      group: '裂纹.png',
      lot: null,
    },
  ]);
});

test('reads class, group and region', async () => {
  const { rows, hasClasses } = await readSplitFile(
    await csv('image,mask,class,group,Region,split\na.png,a.png,Crack,tile 1,part.png,val\nb.png,,,,,train'),
  );
  expect(hasClasses).toBe(true);
  expect(rows.map(({ className, group, region, line }) => [className, group, region, line])).toEqual([
    ['Crack', 'tile 1', 'part.png', 2],
    [null, 'b.png', null, 3],
  ]);
});

test('reads lot and zones, and rows for calibration', async () => {
  const { rows } = await readSplitFile(
    await csv('image,mask,split,lot,zones\na.png,a.png,Calibration,lot 1,zones.png\nb.png,,test,,'),
  );
  expect(rows.map(({ subset, lot, zones }) => [subset, lot, zones])).toEqual([
    ['calibration', 'lot 1', 'zones.png'],
    ['test', null, null],
  ]);
});

describe('refused in one clear line', () => {
  test.each([
    [
      'a group of two lots',
      'image,mask,split,group,lot\na,,test,g,1\nb,,test,g,',
      'Line 3: the group "g" is in two lots, "1" and none',
    ],
    ['a missing column', 'image,split\na,train', 'has no column mask (it has: image, split)'],
    ['semicolons', 'image;mask;split\na;b;train', 'has no column image, mask, split'],
    ['an empty file', '', 'has no column image, mask, split'],
    ['a header alone', 'image,mask,split\n', 'lists no picture'],
    ['an unknown split', 'image,mask,split\na,b,train\nc,d,validate', 'Line 3: the split is "validate"'],
    ['an empty image name', 'image,mask,split\n,b,train', 'Line 2: the image name is empty'],
    ['a short line', 'image,mask,split\na,b', 'no proper CSV'],
    [
      'an image twice',
      'image,mask,split\na.png,,train\nb.png,,train\n./a.png,,train',
      'Lines 2 and 4 both name the image',
    ],
    [
      'a divided group',
      'image,mask,group,split\na,,g1,train\nb,,g1,test',
      'Line 3: the group "g1" is in two subsets, train and test',
    ],
    ['Latin-1', Uint8Array.of(0x69, 0xe4, 0x0a), 'is not UTF-8 text'],
  ])('%s', async (_, content, problem) => {
    const path = await csv(content);
    await expect(readSplitFile(path)).rejects.toMatchObject({
      name: 'BlemishError',
      kind: 'input',
      subject: path,
      message: expect.stringContaining(problem) as string,
    });
  });

  test('a missing file', async () => {
    await expect(readSplitFile(join(folder, 'no.csv'))).rejects.toThrow('cannot be read');
  });
});
