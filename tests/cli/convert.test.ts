import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { zipOf } from '../../main/files/zip.testing.ts';
import { jsonOf, type Outcome, runBlemish } from './run-blemish.ts';
import { plainPng, temporaryFolder } from './small-data.ts';

const [WIDTH, HEIGHT] = [8, 6];
const SQUARE = [1, 1, 4, 1, 4, 4, 1, 4];
const COCO = {
  images: [
    { id: 1, file_name: 'tiles/ä 1.png', width: WIDTH, height: HEIGHT },
    { id: 2, file_name: 'tiles/2.png', width: WIDTH, height: HEIGHT },
  ],
  categories: [
    { id: 1, name: 'scratch' },
    { id: 2, name: 'dust' },
  ],
  annotations: [
    { id: 1, image_id: 1, category_id: 1, segmentation: [SQUARE] },
    { id: 2, image_id: 1, category_id: 2, segmentation: [[5, 4, 8, 4, 8, 6, 5, 6]] },
  ],
};

interface Place {
  readonly folder: string;
  readonly images: string;
  readonly out: string;
}

async function place(): Promise<Place> {
  const folder = await temporaryFolder();
  const images = path.join(folder, 'images');
  await mkdir(path.join(images, 'tiles'), { recursive: true });
  for (const name of ['ä 1.png', '2.png', 'unlabelled.png']) {
    await writeFile(path.join(images, 'tiles', name), plainPng({ width: WIDTH, height: HEIGHT }, 99));
  }
  return { folder, images, out: path.join(folder, 'out') };
}

async function put({ folder }: Place, name: string, content: object | string | Uint8Array): Promise<string> {
  const file = path.join(folder, name);
  await mkdir(path.dirname(file), { recursive: true });
  const isRaw = typeof content === 'string' || content instanceof Uint8Array;
  await writeFile(file, isRaw ? content : JSON.stringify(content));
  return file;
}

function convert({ images, out }: Place, to: string, input: string, ...more: string[]): Promise<Outcome> {
  return runBlemish(['convert', '--to', to, '--in', input, '--images', images, '--out', out, ...more]);
}

/** All files below a folder, relative; nothing of a conversion may be left beside them. */
async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .sort();
}

test('COCO to labelme and back, recognised by content', async () => {
  const here = await place();
  const there = { ...here, out: path.join(here.folder, 'labelme') };
  const first = await convert(there, 'labelme', await put(here, 'coco.json', COCO), '--json');
  expect(first.stderr).toContain('COCO instances (JSON): 2 pictures');
  expect(first.code).toBe(0);
  expect(jsonOf(first)).toMatchObject({
    from: 'coco',
    to: 'labelme',
    images: 2,
    classes: [
      { name: 'scratch', images: 1, instances: 1, pixels: 9 },
      { name: 'dust', images: 1, instances: 1, pixels: 6 },
    ],
    findings: [
      { kind: 'unmatched', text: 'A picture without annotations is left out', first: 'tiles/unlabelled.png' },
    ],
  });
  expect(await filesIn(there.out)).toEqual(['tiles/2.json', 'tiles/ä 1.json']);

  const second = await convert(here, 'coco', there.out, '--json');
  expect(jsonOf(second)).toMatchObject({ from: 'labelme', to: 'coco', images: 2 });
  const coco = JSON.parse(await readFile(path.join(here.out, 'annotations.json'), 'utf8')) as typeof COCO;
  expect(coco.annotations.map((annotation) => annotation)).toMatchObject([
    { category_id: 1, area: 9, bbox: [1, 1, 3, 3], iscrowd: 0 },
    { category_id: 2, area: 6, bbox: [5, 4, 3, 2], iscrowd: 0 },
  ]);
  expect((await readdir(here.folder)).filter((name) => name.startsWith('.'))).toEqual([]);
});

test('classes are mapped', async () => {
  const here = await place();
  const classes = await put(here, 'map.yaml', 'scratch: Kratzer\ndust: ignore\n');
  const outcome = await convert(here, 'yolo-seg', await put(here, 'a.json', COCO), '--classes', classes);
  expect(outcome.stderr).toContain('lost: Ignored pixels become background (tiles/ä 1.png)');
  expect(outcome.code).toBe(0);
  expect(await readFile(path.join(here.out, 'data.yaml'), 'utf8')).toContain('Kratzer');
  expect((await readFile(path.join(here.out, 'labels/tiles/ä 1.txt'), 'utf8')).split(' ')[0]).toBe('0');
});

test('a zip is read without unpacking it', async () => {
  const here = await place();
  const zip = zipOf([{ name: 'annotations/instances.json', content: JSON.stringify(COCO) }]);
  const outcome = await convert(here, 'labelme', await put(here, 'a.zip', zip));
  expect(outcome.stderr).toContain('Annotations: ');
  expect(outcome.code).toBe(0);
  expect(await filesIn(here.out)).toHaveLength(2);
});

test('a dry run tells and writes nothing', async () => {
  const here = await place();
  const outcome = await convert(here, 'yolo-seg', await put(here, 'a.json', COCO), '--dry-run', '--json');
  expect(outcome.stderr).toContain('Nothing was written.');
  expect(jsonOf(outcome)).toMatchObject({ dry_run: true, images: 2, files: 3 });
  expect(outcome.code).toBe(0);
  expect(existsSync(here.out)).toBe(false);
});

test('a folder that is not empty is refused with 2', async () => {
  const here = await place();
  await put(here, 'out/mine.txt', 'keep');
  const outcome = await convert(here, 'labelme', await put(here, 'a.json', COCO));
  expect(outcome.stderr).toMatch(/^blemish: .*out: The folder is not empty\. Name a new one with --out\.\n$/);
  expect(outcome.code).toBe(2);
  expect(await filesIn(here.out)).toEqual(['mine.txt']);
});

const annotation = COCO.annotations[0];
const rle = (counts: unknown, size = [HEIGHT, WIDTH]): object => ({
  ...COCO,
  annotations: [{ ...annotation, segmentation: { size, counts } }],
});

test.each<[string, string, object | string | Uint8Array, RegExp]>([
  [
    'a picture of another size',
    'a.json',
    { ...COCO, images: COCO.images.map((image) => ({ ...image, width: 9 })) },
    /a\.json, images\[0\]: tiles\/ä 1\.png is 9x6 px here, the picture is 8x6 px/,
  ],
  [
    'a code of another size',
    'a.json',
    rle([48], [WIDTH, HEIGHT]),
    /a\.json, annotations\[0\]: The run-length code has the size \[8,6\]/,
  ],
  [
    'a code of another sum',
    'a.json',
    rle([40, 2]),
    /a\.json, annotations\[0\]: The runs sum to 42 px, its image has 48 px/,
  ],
  [
    'a code that is none',
    'a.json',
    rle('0 !'),
    /a\.json, annotations\[0\]: The run-length string has " " at character 2/,
  ],
  [
    'a polygon outside of its image',
    'a.json',
    { ...COCO, annotations: [{ ...annotation, segmentation: [[9, 1, 12, 1, 12, 4]] }] },
    /a\.json, annotations\[0\]: Polygon 0 lies outside of its image/,
  ],
  [
    'a polygon of two points',
    'a.json',
    { ...COCO, annotations: [{ ...annotation, segmentation: [[1, 1, 4, 4]] }] },
    /a\.json, annotations\[0\]: Polygon 0 has 2 points, fewer than three/,
  ],
  [
    'an annotation id given twice',
    'a.json',
    { ...COCO, annotations: [annotation, annotation] },
    /a\.json, annotations\[1\]: The annotation id 1 is given twice/,
  ],
  [
    'an image that is not there',
    'a.json',
    { ...COCO, annotations: [{ ...annotation, image_id: 3 }] },
    /a\.json, annotations\[0\]: The annotation is for the image 3, which/,
  ],
  [
    'NaN',
    'a.json',
    JSON.stringify(COCO).replace('[[1,1', '[[NaN,1'),
    /a\.json, annotations\[0\]: NaN stands where a number is expected/,
  ],
  ['a file cut short', 'a.json', JSON.stringify(COCO).slice(0, -20), /a\.json: This is not JSON/],
  [
    'pictures of others',
    'a.json',
    { ...COCO, images: [{ ...COCO.images[0], file_name: 'other.png' }], annotations: [] },
    /a\.json: It has annotations of other pictures, and of none in/,
  ],
  [
    'a zip that leaves its folder',
    'a.zip',
    zipOf([{ name: '../evil.json', content: '{}' }]),
    /a\.zip: The zip cannot be read: invalid relative path: \.\.\/evil\.json/,
  ],
  [
    'XML with entities',
    'a.xml',
    '<!DOCTYPE annotations [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><annotations>&b;</annotations>',
    /a\.xml: The XML has a document type, and entities of its own are not read\. Remove/,
  ],
  ['no zip', 'a.zip', 'text', /a\.zip: The zip cannot be read/],
  [
    'an unknown format',
    'a.bin',
    'text',
    /a\.bin: No annotation format is recognised\. Name the format with --from/,
  ],
])('%s is refused with 1 and one line, and nothing is written', async (_, name, content, says) => {
  const here = await place();
  const outcome = await convert(here, 'labelme', await put(here, name, content));
  expect(outcome.stderr).toMatch(says);
  expect(outcome.stderr).toMatch(/^blemish: [^\n]*\n$/);
  expect(outcome.stdout).toBe('');
  expect(outcome.code).toBe(1);
  expect((await readdir(here.folder)).sort()).toEqual([name, 'images']);
});

test.each([
  ['a format that is none', ['--to', 'gif'], /--to.*gif.*Allowed choices are indexed-png, coco/],
  ['no --in', ['--to', 'coco'], /required option '--in <path>' not specified/],
])('%s is refused with 2', async (_, args, says) => {
  const { code, stderr } = await runBlemish(['convert', ...args]);
  expect(stderr).toMatch(says);
  expect(code).toBe(2);
});
