import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeBrush, encodeBrush } from './brush-rle.ts';
import { decodePng } from '../png/decode-png.ts';
import { classRows, filesOf, gather, type Gathered, picturesOf } from '../annotations.testing.ts';
import { expectAnswer } from '../round-trip.testing.ts';
import { hasInterop, interop } from '../../../tests/interop.ts';
import { labelStudio } from './label-studio.ts';

const region = { type: 'polygonlabels', original_width: 4, original_height: 2, image_rotation: 0 };
const left = {
  ...region,
  value: {
    points: [
      [0, 0],
      [50, 0],
      [50, 100],
      [0, 100],
    ],
    polygonlabels: ['a'],
  },
};

function task(result: unknown, rest: object = {}): object {
  return { id: 1, data: { image: '/data/upload/3/0123abcd-a.png' }, annotations: [{ result, ...rest }] };
}

function read(content: unknown): Promise<Gathered> {
  const files = filesOf({ 'tasks.json': JSON.stringify(content) });
  return gather(labelStudio, files, picturesOf({ 'x/a.png': [4, 2] }));
}

function ofValue(type: string, value: object): object {
  return { ...region, type, value: { ...value, [type]: ['b'] } };
}

test.each([
  ['a polygon', left, ['11..', '11..']],
  [
    'a rectangle',
    ofValue('rectanglelabels', { x: 25, y: 0, width: 50, height: 50, rotation: 0 }),
    ['.11.', '....'],
  ],
  [
    'a rectangle turned about its corner',
    ofValue('rectanglelabels', { x: 50, y: 0, width: 50, height: 50, rotation: 90 }),
    ['.1..', '.1..'],
  ],
  [
    'an ellipse',
    ofValue('ellipselabels', { x: 50, y: 50, radiusX: 40, radiusY: 50, rotation: 0 }),
    ['.11.', '.11.'],
  ],
  ['a brush', ofValue('brushlabels', { format: 'rle', rle: encodeBrush([1, 2, 3, 2]) }), ['.11.', '..11']],
])('%s', async (_, one, rows) => {
  const { images } = await read([task([one])]);
  expect(images[0].picture).toBe('x/a.png');
  expect(classRows(images[0].labels)).toEqual(rows);
});

test.each([
  ['an upload', '/data/upload/3/0123abcd-a.png'],
  ['a local file', '/data/local-files/?d=some%20folder/x/a.png'],
  ['an address', 'https://example.org/bucket/a.png?token=b.png#c'],
  ['a bucket', 's3://bucket/x/a.png'],
])('the picture is found by %s', async (_, image) => {
  const { images, findings } = await read([{ ...task([left]), data: { image } }]);
  expect(findings).toEqual([]);
  expect(images[0].picture).toBe('x/a.png');
});

test('a task without a list, and JSON-MIN', async () => {
  expect(classRows((await read(task([left]))).images[0].labels)).toEqual(['11..', '11..']);
  const minimal = {
    id: 1,
    image: 'a.png',
    annotator: 1,
    tag: [{ ...left.value, original_width: 4, original_height: 2 }],
  };
  const files = filesOf({ 'min.json': JSON.stringify([minimal]) });
  expect(await labelStudio.recognises(files)).toBe(true);
  const { classes, images } = await read([minimal]);
  expect(classes.map(({ name }) => name)).toEqual(['a']);
  expect(classRows(images[0].labels)).toEqual(['11..', '11..']);
});

test('the ground truth counts, else the last that was not cancelled', async () => {
  const other = { ...left, value: { ...left.value, polygonlabels: ['other'] } };
  const { images, classes, findings } = await read([
    {
      ...task([]),
      annotations: [
        { result: [left], ground_truth: true },
        { result: [other] },
        { result: [], was_cancelled: true },
      ],
      predictions: [{ result: [other] }],
    },
  ]);
  expect(classes.map(({ name }) => name)).toEqual(['a']);
  expect(classRows(images[0].labels)).toEqual(['11..', '11..']);
  expect(findings.map(({ text }) => text)).toEqual([
    'A cancelled annotation is left out',
    'Of several annotations of a picture the ground truth counts, else the last',
    'Predictions are left out',
  ]);
});

test('what cannot be read is said', async () => {
  const { findings } = await read([
    task([
      { ...region, type: 'keypointlabels', value: { x: 1, y: 1, keypointlabels: ['a'] } },
      { type: 'choices', value: { choices: ['good'] } },
      { ...left, image_rotation: 90 },
      { ...left, value: { ...left.value, polygonlabels: ['a', 'b'] } },
    ]),
    { data: { image: 'nowhere.png' }, annotations: [] },
  ]);
  expect(findings.map(({ text }) => text)).toEqual([
    'A region without area or label (choice, text, key point) is left out',
    'A region without area or label (choice, text, key point) is left out',
    'A region on a turned picture is left out',
    'Of several labels of a region the first counts',
    'A task without regions has no picture',
  ]);
});

test.each([
  [
    'a brush of another size',
    [task([ofValue('brushlabels', { rle: encodeBrush([9]) })])],
    'tasks.json, [0], region 1: The brush is damaged: the brush code is of 9 pixels, where the picture has 8',
  ],
  [
    'a brush cut off',
    [task([ofValue('brushlabels', { rle: encodeBrush([1, 7]).slice(0, 9) })])],
    'the brush code ends early',
  ],
  [
    'another size than the picture',
    [task([{ ...left, original_width: 5 }])],
    'a.png is 5x2 px here, the picture is 4x2 px',
  ],
  [
    'two sizes',
    [task([left, { ...left, original_width: 5 }])],
    'Regions are of pictures of 4x2 and of 5x2 px',
  ],
  [
    'a point that is none',
    [task([{ ...left, value: { points: [[1]], polygonlabels: ['a'] } }])],
    'tasks.json, [0]: annotations.0.result.0.value.points.0',
  ],
  ['no task', [{ a: 1 }], 'tasks.json, [0]: This is no task with data and annotations'],
  [
    'no picture',
    [{ data: { text: 'hello' }, annotations: [{ result: [left] }] }],
    'The task names no picture',
  ],
  ['a picture given twice', [task([left]), task([left])], 'The picture x/a.png is also in tasks.json, [0]'],
])('%s is refused', async (_, content, message) => {
  await expect(read(content)).rejects.toThrow(message);
});

const BRUSH = 'label_studio/brush_generated_with_upstream_encoder';
test.skipIf(!hasInterop)(
  "brushes of Label Studio's own encoder, which ours writes byte for byte",
  async () => {
    const files = interop(BRUSH);
    const { images } = await gather(
      labelStudio,
      files,
      picturesOf({ 'test.png': [256, 256], 'neu_test_000011.jpg': [200, 200] }),
    );
    const expected = ['test_expected_mask.png', 'neu_test_000011_mask_expected.png'];
    for (const [index, path] of expected.entries()) {
      const { values } = await decodePng(await files.read(path), path);
      expect(classRows(images[index].labels).join('')).toBe(
        Array.from(values, (value) => (value > 0 ? String(index + 1) : '.')).join(''),
      );
    }
    const text = new TextDecoder().decode(await files.read('tasks.json'));
    const tasks = JSON.parse(text) as {
      annotations: {
        result: { value: { rle: number[] }; original_width: number; original_height: number }[];
      }[];
    }[];
    for (const { value, original_width, original_height } of tasks.flatMap(
      (one) => one.annotations[0].result,
    )) {
      expect(encodeBrush(decodeBrush(value.rle, original_width * original_height).counts)).toEqual(value.rle);
    }
  },
);

test.skipIf(!hasInterop)('exports of Label Studio', async () => {
  const files = interop('label_studio/tests/data/test_export_yolo');
  expect(await labelStudio.recognises(files)).toBe(true);
  const polygons = filesOf({ 'p.json': await files.read('data_polygons.json') });
  const { classes, images } = await gather(
    labelStudio,
    polygons,
    picturesOf({ '000000000025.jpg': [640, 426] }),
  );
  expect(classes.map(({ name }) => name)).toEqual(['Airplane']);
  expect(images[0].picture).toBe('000000000025.jpg');
  const boxes = await gather(
    labelStudio,
    filesOf({ 'b.json': await files.read('data_obb.json') }),
    picturesOf({}),
  );
  expect(boxes.images.map(({ picture }) => picture)).toEqual(['image1', 'image2', 'image3']);
});

test('any tasks give annotations or a clear refusal', async () => {
  const number = fc.oneof(fc.integer({ min: -20, max: 120 }), fc.double(), fc.constant(null));
  const value = fc.record(
    {
      x: number,
      y: number,
      width: number,
      height: number,
      radiusX: number,
      radiusY: number,
      rotation: number,
      points: fc.array(fc.tuple(number, number)),
      rle: fc.array(fc.nat(300)),
      brushlabels: fc.constant(['a']),
      polygonlabels: fc.constant(['a']),
    },
    { requiredKeys: [] },
  );
  const one = fc.record({
    type: fc.constantFrom('brushlabels', 'polygonlabels'),
    value: fc.oneof(value, fc.jsonValue()),
    original_width: fc.constant(5),
    original_height: fc.constant(4),
  });
  await fc.assert(
    fc.asyncProperty(fc.oneof(fc.array(one, { maxLength: 3 }), fc.jsonValue()), async (result) => {
      const content = [{ data: { image: 'a.png' }, annotations: [{ result }] }];
      await expectAnswer(labelStudio, filesOf({ 'a.json': JSON.stringify(content) }));
    }),
  );
});
