import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BlemishError } from '../../domain/errors.ts';
import { labelValue } from '../../mask/run-length-map.ts';
import {
  annotationsOf,
  classRows,
  filesOf,
  gather,
  listOf,
  type Gathered,
  outputsOf,
  picturesOf,
  runLengthMaps,
  runLengthsOf,
  written,
} from '../annotations.testing.ts';
import { drawn } from '../../mask/label-map.testing.ts';
import { coco } from './coco.ts';
import { readCoco } from './read-coco.ts';

const SQUARE = [1, 1, 3, 1, 3, 3, 1, 3];
const image = { id: 7, file_name: 'tile.png', width: 5, height: 4 };
const category = { id: 3, name: 'scratch' };
const annotation = { id: 1, image_id: 7, category_id: 3, segmentation: [SQUARE] as unknown, iscrowd: 0 };

function read(
  file: unknown,
  sizes: Parameters<typeof picturesOf>[0] = { 'tile.png': [5, 4] },
): Promise<Gathered> {
  return gather(coco, filesOf({ 'a.json': JSON.stringify(file) }), picturesOf(sizes));
}

function readAnnotation(changes: object): Promise<Gathered> {
  const annotations = [{ ...annotation, ...changes }];
  return read({ images: [image], categories: [category], annotations });
}

test('polygons of several parts, and both run-length codes', async () => {
  const parts = { segmentation: [SQUARE, [3, 3, 5, 3, 5, 4, 3, 4]] };
  const list = { segmentation: { size: [4, 5], counts: [5, 2, 2, 2, 9] } };
  const text = { segmentation: { size: [4, 5], counts: '52203O7' } };
  expect(classRows((await readAnnotation(parts)).images[0].labels)).toEqual([
    '.....',
    '.33..',
    '.33..',
    '...33',
  ]);
  expect(classRows((await readAnnotation(list)).images[0].labels)).toEqual([
    '.....',
    '.33..',
    '.33..',
    '.....',
  ]);
  const wrong = await readAnnotation(text).catch((error: unknown) => error);
  expect(wrong).toBeInstanceOf(BlemishError);
});

test('annotations are instances; the later one covers the earlier, and that is said', async () => {
  const annotations = [annotation, { ...annotation, id: 2, segmentation: [[2, 2, 5, 2, 5, 4, 2, 4]] }];
  const { images, findings } = await read({ annotations, categories: [category], images: [image] });
  const { values } = images[0].labels;
  expect([...new Set(values)]).toEqual([0, labelValue(3, 1), labelValue(3, 2)]);
  expect(findings.map(({ text }) => text)).toEqual([
    'Where objects overlap, the later one covers the earlier',
  ]);
});

test('category ids from 0 are counted anew, colours are read', async () => {
  const categories = [
    { id: 0, name: 'a', color: '#ff8000' },
    { id: 1, name: 'b', color: [1, 2, 3] },
  ];
  const { classes, findings } = await read({ images: [image], categories, annotations: [] });
  expect(classes).toEqual([
    { id: 1, name: 'a', colour: [255, 128, 0] },
    { id: 2, name: 'b', colour: [1, 2, 3] },
  ]);
  expect(findings).toMatchObject([{ kind: 'changed', text: 'Category ids are counted anew from 1' }]);
});

test('files of one folder share their classes by name', async () => {
  const second = { ...image, file_name: 'other.png' };
  const files = filesOf({
    'train.json': JSON.stringify({ images: [image], categories: [category], annotations: [annotation] }),
    'val.json': JSON.stringify({
      images: [second],
      categories: [
        { id: 9, name: 'dent' },
        { id: 8, name: 'scratch' },
      ],
      annotations: [{ ...annotation, category_id: 8 }],
    }),
  });
  const { classes, images } = await gather(
    coco,
    files,
    picturesOf({ 'tile.png': [5, 4], 'other.png': [5, 4] }),
  );
  expect(classes.map(({ id, name }) => [id, name])).toEqual([
    [3, 'scratch'],
    [9, 'dent'],
  ]);
  expect(images.map(({ labels }) => classRows(labels)[1])).toEqual(['.33..', '.33..']);
});

test('results name images by their ids', async () => {
  const counts = '52203O7';
  const result = {
    image_id: 74,
    category_id: 2,
    segmentation: { size: [4, 5], counts: [5, 2, 2, 2, 9] },
    score: 1,
  };
  expect(counts).toHaveLength(7);
  const { images, classes, findings } = await read([result, result], { 'COCO_val_000074.jpg': [5, 4] });
  expect(images[0].picture).toBe('COCO_val_000074.jpg');
  expect(classes).toEqual([{ id: 2, name: 'category 2', colour: null }]);
  expect(findings.map(({ text }) => text)).toContain('Categories without names are called "category N"');
});

test.each([
  [
    'a polygon that reaches outside of the image',
    { segmentation: [[-5, -5, 9, -5, 9, 9]] },
    'A shape that reaches outside of the picture is cut at its edge',
  ],
  ['a box alone', { segmentation: [], bbox: [1, 1, 2, 2] }, 'A box is read as a filled rectangle'],
  [
    'a box without the key segmentation',
    { segmentation: undefined, bbox: [1, 1, 2, 2] },
    'A box is read as a filled rectangle',
  ],
  ['no shape at all', { segmentation: [] }, 'An annotation without a shape is left out'],
  ['a crowd', { iscrowd: 1 }, 'A crowd is read as one object'],
  ['keypoints', { num_keypoints: 3 }, 'Keypoints are left out'],
])('%s is told', async (_, changes, text) => {
  const { findings } = await readAnnotation(changes);
  expect(findings).toMatchObject([{ text, subject: 'a.json, annotations[0]' }]);
});

test('a polygon that goes to and fro without end is refused', async () => {
  const width = 2 ** 14;
  const zigzag = Array.from({ length: 2 ** 12 }, (_, i) => (i % 2 === 0 ? ((i >> 1) % 2) * width : 1));
  const file = {
    images: [{ ...image, width, height: 2 }],
    categories: [category],
    annotations: [{ ...annotation, segmentation: [zigzag] }],
  };
  await expect(read(file, { 'tile.png': [width, 2] })).rejects.toThrow(
    'a.json, annotations[0]: Polygon 0 crosses more than 4194304 columns',
  );
});

test('a box alone is filled', async () => {
  const { images } = await readAnnotation({ segmentation: [], bbox: [1, 1, 2, 2] });
  expect(classRows(images[0].labels).join('').replaceAll('.', '')).toHaveLength(4);
});

test('an image without its picture is told, and keeps its name', async () => {
  const { images, findings } = await read({ images: [image], categories: [], annotations: [] }, {});
  expect(images[0].picture).toBe('tile.png');
  expect(findings).toMatchObject([{ kind: 'unmatched', subject: 'a.json, images[0] (tile.png)' }]);
});

test.each([
  [
    'a code of another size',
    { segmentation: { size: [5, 4], counts: [20] } },
    'a.json, annotations[0]: The run-length code has the size [5,4], its image [4,5] (height, width)',
  ],
  [
    'runs that sum to less',
    { segmentation: { size: [4, 5], counts: [5, 2] } },
    'a.json, annotations[0]: The runs sum to 7 px, its image has 20 px',
  ],
  ['a negative run', { segmentation: { size: [4, 5], counts: [25, -5] } }, 'Run 0 has the length 25'],
  [
    'a broken character',
    { segmentation: { size: [4, 5], counts: '52 ' } },
    'The run-length string has " " at character 3, which it cannot have',
  ],
  [
    'a string cut short',
    { segmentation: { size: [4, 5], counts: 'd' } },
    'The run-length string ends within a length',
  ],
  ['a string of another sum', { segmentation: { size: [4, 5], counts: '52' } }, 'The runs sum to 7 px'],
  ['counts that are nothing', { segmentation: { size: [4, 5], counts: 3 } }, 'neither a string nor a list'],
  [
    'a polygon of two points',
    { segmentation: [SQUARE, [1, 1, 3, 3]] },
    'a.json, annotations[0]: Polygon 1 has 2 points, fewer than three',
  ],
  [
    'a polygon beside the image',
    { segmentation: [[6, 1, 9, 1, 9, 3]] },
    'a.json, annotations[0]: Polygon 0 lies outside of its image',
  ],
  [
    'a polygon above the image',
    { segmentation: [[1, -4, 3, -4, 3, -1]] },
    'a.json, annotations[0]: Polygon 0 lies outside of its image',
  ],
  [
    'a coordinate without its partner',
    { segmentation: [[1, 2, 3, 4, 5, 6, 7]] },
    'a.json, annotations[0], polygon 0: There are 7 coordinates',
  ],
  [
    'a coordinate that is no number',
    { segmentation: [[1, 2, 3, 4, 'x', 6]] },
    'Coordinate 4 is "x", no number of pixels',
  ],
  ['a coordinate far off', { segmentation: [[1, 2, 3, 4, 1e300, 6]] }, 'Coordinate 4 is 1e+300'],
  ['a segmentation that is none', { segmentation: 'abc' }, 'neither polygons nor a run-length code'],
  [
    'an image that is not there',
    { image_id: 8 },
    'a.json, annotations[0]: The annotation is for the image 8, which the file does not have',
  ],
  [
    'a category that is not there',
    { category_id: 8 },
    'The annotation is for the category 8, which the file does not have',
  ],
  ['a missing category', { category_id: null }, 'a.json, annotations[0]: category_id: '],
])('%s is refused', async (_, changes, message) => {
  await expect(readAnnotation(changes)).rejects.toThrow(message);
});

test.each([
  [
    'an annotation id given twice',
    { images: [image], categories: [category], annotations: [annotation, annotation] },
    'a.json, annotations[1]: The annotation id 1 is given twice',
  ],
  [
    'an image id given twice',
    { images: [image, image], categories: [], annotations: [] },
    'a.json, images[1]: The image id 7 is given twice',
  ],
  [
    'an image given twice',
    { images: [image, { ...image, id: 8 }], categories: [], annotations: [] },
    'a.json, images[1]: The picture tile.png is also in a.json, images[0]',
  ],
  [
    'a category id given twice',
    { images: [image], categories: [category, category], annotations: [] },
    'The category id 3 is given twice',
  ],
  [
    'a picture of another size',
    { images: [{ ...image, width: 6 }], categories: [], annotations: [] },
    'tile.png is 6x4 px here, the picture is 5x4 px',
  ],
  [
    'an image without end',
    { images: [{ ...image, width: 1e9, file_name: 'b' }], categories: [], annotations: [] },
    'b has the size 1000000000x4 px',
  ],
])('%s is refused', async (_, file, message) => {
  await expect(read(file)).rejects.toThrow(message);
});

test('NaN is refused with its place', async () => {
  const text = JSON.stringify({ images: [image], categories: [category], annotations: [annotation] });
  const files = filesOf({ 'a.json': text.replace('[[1,1', '[[NaN,1') });
  await expect(gather(coco, files, picturesOf({}))).rejects.toThrow(
    'a.json, annotations[0]: NaN stands where a number is expected',
  );
});

test('a file larger than memory may hold is read in several passes, with the same result', async () => {
  const count = 50;
  const text = JSON.stringify({
    annotations: Array.from({ length: 200 }, (_, i) => ({ ...annotation, id: i, image_id: (i * 7) % count })),
    images: Array.from({ length: count }, (_, id) => ({ ...image, id, file_name: `${id}.png` })),
    categories: [category],
  });
  let passes = 0;
  const files = filesOf({ 'a.json': text });
  const counted = { ...files, stream: (path: string) => (passes++, files.stream(path)) };
  const whole = await gather(coco, files, picturesOf({}));
  const parts = await readCoco(counted, ['a.json'], picturesOf({}), () => undefined, 2000);
  expect(await listOf(parts.images())).toEqual(whole.images);
  expect(passes).toBeGreaterThan(5);
});

test('what is written is read again, pixel by pixel', async () => {
  const classes = [1, 2, 254].map((id) => ({ id, name: `Kratzer ${id} äß`, colour: null }));
  await fc.assert(
    fc.asyncProperty(runLengthMaps([0, 0, 1, 2, 254]), async (labels) => {
      const { outputs, findings } = await written(
        coco,
        annotationsOf(classes, [{ picture: 'ä/1.png', labels }]),
      );
      const again = await gather(coco, outputsOf(outputs), picturesOf({}));
      expect(classRows(again.images[0].labels)).toEqual(classRows(labels));
      expect(again.images[0].picture).toBe('ä/1.png');
      expect(again.classes.map(({ id, name }) => [id, name])).toEqual(
        classes.map(({ id, name }) => [id, name]),
      );
      expect(findings).toEqual([]);
    }),
  );
});

test('ignored pixels are lost, which is said', async () => {
  const labels = runLengthsOf(drawn('1#.', '##1'));
  const { outputs, findings } = await written(
    coco,
    annotationsOf([{ id: 1, name: 'a', colour: null }], [{ picture: 'a.png', labels }]),
  );
  expect(findings).toEqual([{ kind: 'lost', text: 'Ignored pixels become background', subject: 'a.png' }]);
  const { images } = await gather(coco, outputsOf(outputs), picturesOf({}));
  expect(classRows(images[0].labels)).toEqual(['1..', '..1']);
});

test('recognised by content', async () => {
  const recognises = (content: string): Promise<boolean> => coco.recognises(filesOf({ 'a.json': content }));
  expect(await recognises(JSON.stringify({ info: {}, images: [image], annotations: [] }))).toBe(true);
  expect(await recognises(JSON.stringify([annotation]))).toBe(true);
  expect(await recognises(JSON.stringify({ shapes: [], imagePath: 'a.png' }))).toBe(false);
  expect(await recognises('no JSON')).toBe(false);
});

test('any JSON and any bytes give annotations or a BlemishError', async () => {
  const number = fc.oneof(fc.integer({ min: -2, max: 12 }), fc.double(), fc.constant(null));
  const entry = fc.record({
    id: number,
    image_id: fc.constant(7),
    category_id: fc.constant(3),
    segmentation: fc.oneof(
      fc.array(fc.array(number)),
      fc.record({ size: fc.constant([4, 5]), counts: fc.oneof(fc.string(), fc.array(number)) }),
      fc.jsonValue(),
    ),
  });
  const file = fc
    .array(entry, { maxLength: 3 })
    .map((annotations) => JSON.stringify({ images: [image], categories: [category], annotations }));
  const anything = fc.oneof(file, fc.json(), fc.string()).map((text) => new TextEncoder().encode(text));
  await fc.assert(
    fc.asyncProperty(fc.oneof(anything, fc.uint8Array()), async (bytes) => {
      await gather(coco, filesOf({ 'a.json': bytes }), picturesOf({})).catch((error: unknown) => {
        expect(error).toBeInstanceOf(BlemishError);
      });
    }),
  );
});
