import { encode } from 'fast-png';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BlemishError } from '../../domain/errors.ts';
import { drawn } from '../../mask/label-map.testing.ts';
import { instanceOf } from '../../mask/run-length-map.ts';
import {
  annotationsOf,
  classRows,
  filesOf,
  gather,
  type Gathered,
  outputsOf,
  picturesOf,
  runLengthMaps,
  runLengthsOf,
  type WholeFile,
  written,
} from '../annotations.testing.ts';
import { encodeBase64 } from '../base64.ts';
import { labelme } from './labelme.ts';

const SQUARE = {
  label: 'scratch',
  points: [
    [1, 1],
    [3, 1],
    [3, 3],
    [1, 3],
  ],
  shape_type: 'polygon',
};

function fileOf(...shapes: object[]): Record<string, unknown> {
  return {
    version: '5.0',
    shapes,
    imagePath: '..\\tiles\\a.png',
    imageData: null,
    imageHeight: 4,
    imageWidth: 5,
  };
}

function read(file: unknown, pictures = picturesOf({ 'x/a.png': [5, 4] })): Promise<Gathered> {
  return gather(labelme, filesOf({ 'a.json': JSON.stringify(file) }), pictures);
}

async function rowsOf(...shapes: object[]): Promise<string[]> {
  return classRows((await read(fileOf(...shapes))).images[0].labels);
}

function contentOf({ content }: WholeFile): { shapes: Record<string, unknown>[] } & Record<string, unknown> {
  return JSON.parse(String(content)) as ReturnType<typeof contentOf>;
}

const mask = (width: number, data: number[]): string =>
  encodeBase64(encode({ width, height: data.length / width, channels: 1, data: Uint8Array.from(data) }));

test('polygons, rectangles, circles and masks', async () => {
  expect(await rowsOf(SQUARE)).toEqual(['.....', '.11..', '.11..', '.....']);
  const rectangle = {
    label: 'a',
    points: [
      [5, 4],
      [3, 2],
    ],
    shape_type: 'rectangle',
  };
  expect(await rowsOf(rectangle)).toEqual(['.....', '.....', '...11', '...11']);
  const circle = {
    label: 'a',
    points: [
      [2.5, 2],
      [2.5, 0.5],
    ],
    shape_type: 'circle',
  };
  expect(await rowsOf(circle)).toEqual(['..1..', '.111.', '.111.', '..1..']);
  const cut = {
    label: 'a',
    points: [
      [3, 2.9],
      [5, 3],
    ],
    shape_type: 'mask',
    mask: mask(3, [0, 1, 1, 1, 0, 1]),
  };
  expect(await rowsOf(cut)).toEqual(['.....', '.....', '....1', '...1.']);
});

test('a shape without a type is a polygon', async () => {
  expect(await rowsOf({ ...SQUARE, shape_type: undefined })).toEqual(['.....', '.11..', '.11..', '.....']);
});

test('later shapes cover earlier ones, ignored and background labels too', async () => {
  const at = (label: string, x: number): object => ({
    label,
    points: [
      [x, 0],
      [x + 1, 4],
    ],
    shape_type: 'rectangle',
  });
  expect(
    await rowsOf(at('a', 0), at('b', 0), at('__ignore__', 1), at('a', 2), at('_background_', 2)),
  ).toEqual(['2#...', '2#...', '2#...', '2#...']);
});

test('shapes of one label and one group are one instance', async () => {
  const at = (label: string, x: number, group_id: number | null): object => ({
    label,
    group_id,
    points: [
      [x, 0],
      [x + 1, 4],
    ],
    shape_type: 'rectangle',
  });
  const { images } = await read(fileOf(at('a', 0, 1), at('b', 1, 1), at('a', 3, 1), at('a', 4, null)));
  const row = Array.from(images[0].labels.values.slice(0, 5), instanceOf);
  expect(row).toEqual([1, 2, 0, 1, 3]);
});

test.each([
  [
    {
      ...SQUARE,
      points: [
        [1, 1],
        [3, 3],
      ],
    },
    'A polygon of fewer than three points is left out',
  ],
  [{ ...SQUARE, shape_type: 'linestrip' }, 'A line has no area and is left out'],
  [{ ...SQUARE, shape_type: 'points' }, 'A point has no area and is left out'],
  [{ ...SQUARE, shape_type: 'ellipse' }, 'A shape of an unknown type is left out'],
  [
    {
      ...SQUARE,
      points: [
        [-2, 1],
        [9, 1],
        [3, 3],
      ],
    },
    'A shape that reaches outside of the picture is cut at its edge',
  ],
])('%j is told', async (shape, text) => {
  expect((await read(fileOf(shape))).findings).toMatchObject([{ text, subject: 'a.json, shapes[0]' }]);
});

test('the picture is found by the path, else by the name of the file', async () => {
  expect((await read(fileOf())).images[0].picture).toBe('x/a.png');
  expect((await read({ ...fileOf(), imagePath: 'gone.png' })).images[0].picture).toBe('x/a.png');
  const { images, findings } = await read(fileOf(), picturesOf({}));
  expect(images[0].picture).toBe('../tiles/a.png');
  expect(findings).toMatchObject([{ kind: 'unmatched', subject: 'a.json (../tiles/a.png)' }]);
});

test.each([
  ['no shapes', { imagePath: 'a.png' }, 'a.json, shapes: This is no labelme file'],
  [
    'a point without y',
    fileOf({ ...SQUARE, points: [[1]] }),
    'a.json, shapes[0].points[0]: This is no labelme file',
  ],
  ['a point far off', fileOf({ ...SQUARE, points: [[1, 1e300]] }), 'shapes[0].points[0][1]'],
  ['a size that is none', { ...fileOf(), imageWidth: -5 }, 'a.json, imageWidth'],
  ['another size', { ...fileOf(), imageWidth: 50 }, 'x/a.png is 50x4 px here, the picture is 5x4 px'],
  [
    'a circle of three points',
    fileOf({ ...SQUARE, shape_type: 'circle' }),
    'A circle has two points, this one has 4',
  ],
  [
    'a mask that is no PNG',
    fileOf({
      ...SQUARE,
      points: [
        [1, 1],
        [2, 2],
      ],
      shape_type: 'mask',
      mask: 'QUJD',
    }),
    'a.json, shapes[0], mask: ',
  ],
  [
    'a mask that is not base64',
    fileOf({
      ...SQUARE,
      points: [
        [1, 1],
        [2, 2],
      ],
      shape_type: 'mask',
      mask: '*',
    }),
    'The mask is not base64',
  ],
  [
    'a mask of another size',
    fileOf({
      ...SQUARE,
      points: [
        [1, 1],
        [2, 2],
      ],
      shape_type: 'mask',
      mask: mask(1, [1]),
    }),
    'The mask is 1x1 px, its corners span 2x2 px',
  ],
])('%s is refused', async (_, file, message) => {
  await expect(read(file)).rejects.toThrow(message);
});

test('NaN and a damaged file are refused in one line', async () => {
  const text = JSON.stringify(fileOf(SQUARE));
  const damaged = (content: string): Promise<Gathered> =>
    gather(labelme, filesOf({ 'a.json': content }), picturesOf({}));
  await expect(damaged(text.replace('[1,1]', '[NaN,1]'))).rejects.toThrow(
    'NaN stands where a number is expected',
  );
  await expect(damaged(text.slice(0, -9))).rejects.toThrow('a.json: This is not JSON');
});

test('two files of one picture are refused', async () => {
  const files = filesOf({ 'a.json': JSON.stringify(fileOf()), 'b.json': JSON.stringify(fileOf()) });
  await expect(gather(labelme, files, picturesOf({ 'a.png': [5, 4] }))).rejects.toThrow(
    'b.json: The picture a.png is also in a.json',
  );
});

test('what is read and written again keeps shapes as they were, and unknown keys', async () => {
  const drawnShape = {
    ...SQUARE,
    points: [
      [1.2, 1.2],
      [3.3, 1],
      [3, 3.1],
    ],
    description: 'deep',
    mine: { a: 1 },
  };
  const file = { ...fileOf(drawnShape), flags: { checked: true }, imageData: 'AAAA', custom: [1, 2] };
  const { classes, images } = await read(file);
  const { outputs } = await written(labelme, annotationsOf(classes, images));
  expect(outputs[0].path).toBe('x/a.json');
  expect(contentOf(outputs[0])).toEqual(file);
});

test('a shape whose pixels changed is drawn anew and keeps its unknown keys', async () => {
  const { classes, images } = await read(fileOf({ ...SQUARE, mine: 1 }));
  const labels = runLengthsOf(drawn('.....', '.1...', '.....', '.....'), 1);
  const { outputs } = await written(labelme, annotationsOf(classes, [{ ...images[0], labels }]));
  expect(contentOf(outputs[0]).shapes).toMatchObject([
    {
      mine: 1,
      points: [
        [2, 1],
        [2, 2],
        [1, 2],
        [1, 1],
      ],
    },
  ]);
});

test('what is written is read again, pixel by pixel', async () => {
  const classes = [1, 7].map((id) => ({ id, name: `Klasse ${id} ß`, colour: null }));
  await fc.assert(
    fc.asyncProperty(runLengthMaps([0, 0, 1, 7, 255]), async (labels) => {
      const { outputs, findings } = await written(
        labelme,
        annotationsOf(classes, [{ picture: 'ü/1.png', labels }]),
      );
      const sizes = { 'ü/1.png': [labels.width, labels.height] } as const;
      const again = await gather(labelme, outputsOf(outputs), picturesOf(sizes));
      const names = new Map(again.classes.map(({ id, name }) => [String(id), name.slice(7, 8)]));
      const rows = classRows(again.images[0].labels).map((row) =>
        row.replace(/\d/g, (id) => names.get(id) ?? '?'),
      );
      expect(rows).toEqual(classRows(labels));
      expect(findings).toEqual([]);
    }),
  );
});

test('recognised by content', async () => {
  const recognises = (content: unknown): Promise<boolean> =>
    labelme.recognises(filesOf({ 'a.json': JSON.stringify(content) }));
  expect(await recognises(fileOf(SQUARE))).toBe(true);
  expect(await recognises(fileOf())).toBe(true);
  expect(await recognises({ images: [], annotations: [] })).toBe(false);
  expect(await labelme.recognises(filesOf({ 'a.json': 'no JSON' }))).toBe(false);
});

test('any JSON and any bytes give annotations or a BlemishError', async () => {
  const number = fc.oneof(fc.integer({ min: -3, max: 9 }), fc.double());
  const shape = fc.record({
    label: fc.string(),
    points: fc.array(fc.tuple(number, number), { maxLength: 5 }),
    shape_type: fc.constantFrom('polygon', 'rectangle', 'circle', 'mask', 'line', null),
    mask: fc.oneof(fc.string(), fc.constant(mask(2, [1, 0, 1, 1]))),
    group_id: fc.constantFrom(null, 1, 2),
  });
  const file = fc.array(shape, { maxLength: 3 }).map((shapes) => JSON.stringify(fileOf(...shapes)));
  const text = fc.oneof(file, fc.json(), fc.string()).map((content) => new TextEncoder().encode(content));
  await fc.assert(
    fc.asyncProperty(fc.oneof(text, fc.uint8Array()), async (bytes) => {
      await gather(labelme, filesOf({ 'a.json': bytes }), picturesOf({})).catch((error: unknown) => {
        expect(error).toBeInstanceOf(BlemishError);
      });
    }),
  );
});
