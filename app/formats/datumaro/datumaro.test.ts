import fc from 'fast-check';
import { expect, test } from 'vitest';
import { instanceOf } from '../../mask/run-length-map.ts';
import { classRows, filesOf, gather, type Gathered, picturesOf } from '../annotations.testing.ts';
import { expectAnswer } from '../round-trip.testing.ts';
import { datumaro } from './datumaro.ts';

const CATEGORIES = {
  label: {
    labels: [{ name: 'background' }, { name: 'a', parent: '', attributes: [] }, { name: 'b' }],
    attributes: [],
  },
  mask: { colormap: [{ label_id: 2, r: 1, g: 2, b: 3 }] },
};

function read(annotations: unknown, item: object = {}, categories: unknown = CATEGORIES): Promise<Gathered> {
  const items = [{ id: 'x/a', annotations, image: { path: 'a.png', size: [2, 4] }, ...item }];
  const files = filesOf({ 'annotations/train.json': JSON.stringify({ info: {}, items, categories }) });
  return gather(datumaro, files, picturesOf({ 'x/a.png': [4, 2] }));
}

const mask = { type: 'mask', label_id: 1, group: 0, rle: { counts: [2, 3, 3], size: [2, 4] } };

test.each([
  ['a mask of counts', mask, ['.11.', '.1..']],
  ['a mask as a string', { ...mask, rle: { counts: '233', size: [2, 4] } }, ['.11.', '.1..']],
  ['a polygon', { type: 'polygon', label_id: 2, points: [0, 0, 2, 0, 2, 1, 0, 1] }, ['22..', '....']],
  ['a box', { type: 'bbox', label_id: 2, bbox: [1, 0, 2, 2] }, ['.22.', '.22.']],
  ['an ellipse', { type: 'ellipse', label_id: 1, points: [0.4, 0, 3.6, 2] }, ['.11.', '.11.']],
])('%s', async (_, annotation, rows) => {
  const { classes, images } = await read([annotation]);
  expect(classes).toEqual([
    { id: 1, name: 'a', colour: null },
    { id: 2, name: 'b', colour: [1, 2, 3] },
  ]);
  expect(classRows(images[0].labels)).toEqual(rows);
});

test('layers, groups and what is left out', async () => {
  const box = (x: number, z_order: number, group: number): object => ({
    type: 'bbox',
    label_id: 1,
    bbox: [x, 0, 1.5, 1],
    z_order,
    group,
  });
  const { images, findings } = await read([
    box(0, 1, 5),
    box(1, 0, 0),
    box(2.5, 2, 5),
    { type: 'label', label_id: 1, z_order: 9 },
  ]);
  expect([...images[0].labels.values].map(instanceOf)).toEqual([2, 1, 2, 0]);
  expect(findings.filter(({ kind }) => kind === 'lost')).toEqual([
    {
      kind: 'lost',
      text: 'An annotation without area (label, point, line, caption) is left out',
      subject: 'annotations/train.json, items[0].annotations[3]',
    },
  ]);
});

test('the picture is found by the id of the item where there is no path', async () => {
  const { images } = await read([mask], { image: undefined, media: {} });
  expect(images[0].picture).toBe('x/a.png');
});

test.each([
  [
    'a label that is not there',
    [{ ...mask, label_id: 9 }],
    {},
    'items[0].annotations[0]: There is no label 9 in the categories',
  ],
  [
    'a mask of another size',
    [{ ...mask, rle: { counts: [8], size: [4, 2] } }],
    {},
    'The mask is of 2x4 px, the picture 4x2',
  ],
  [
    'runs that do not fill the picture',
    [{ ...mask, rle: { counts: [7], size: [2, 4] } }],
    {},
    'items[0].annotations[0]',
  ],
  [
    'a polygon of odd numbers',
    [{ type: 'polygon', label_id: 1, points: [1, 2, 3] }],
    {},
    'a point without its y',
  ],
  [
    'a picture of another size',
    [],
    { image: { path: 'a.png', size: [9, 9] } },
    'a.png is 9x9 px here, the picture is 4x2 px',
  ],
  ['annotations that are no list', 7, {}, 'items[0]: annotations'],
])('%s is refused', async (_, annotations, item, message) => {
  await expect(read(annotations, item)).rejects.toThrow(message);
});

test('any annotations give labels or a clear refusal', async () => {
  const number = fc.oneof(fc.integer({ min: -3, max: 9 }), fc.double(), fc.constant(null));
  const annotation = fc.record(
    {
      type: fc.constantFrom('mask', 'polygon', 'bbox', 'ellipse', 'label'),
      label_id: fc.constantFrom(1, 2, 3),
      points: fc.array(number, { maxLength: 8 }),
      bbox: fc.tuple(number, number, number, number),
      rle: fc.record({ counts: fc.oneof(fc.string(), fc.array(number)), size: fc.constant([4, 5]) }),
      z_order: number,
      group: number,
    },
    { requiredKeys: ['type', 'label_id'] },
  );
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(fc.array(annotation, { maxLength: 3 }), fc.jsonValue()),
      async (annotations) => {
        const content = { categories: CATEGORIES, items: [{ id: 'a', annotations }] };
        await expectAnswer(datumaro, filesOf({ 'a.json': JSON.stringify(content) }));
      },
    ),
  );
});
