import fc from 'fast-check';
import { expect, test } from 'vitest';
import { encode } from 'fast-png';
import { classRows, filesOf, gather, picturesOf } from '../annotations.testing.ts';
import { expectAnswer } from '../round-trip.testing.ts';
import { binaryMasks } from './binary-masks.ts';

function gray(width: number, ...values: number[]): Uint8Array {
  return encode({ width, height: values.length / width, channels: 1, data: Uint8Array.from(values) });
}

test.each([
  ['commas', 'image,mask,class\na.png,m/1.png,Riß\nb.png,,\n'],
  ['semicolons and a byte-order mark', '\ufeffimage;mask;class\r\na.png;m/1.png;Riß\r\nb.png;;\r\n'],
  [
    'tabs, capitals and another order',
    'Class\tMask\tsplit\tImage\nRiß\tm/1.png\ttrain\ta.png\n\t\ttest\tb.png\n',
  ],
  ['bars and quotes', '"image"|"mask"|"class"\n"a.png"|"m/1.png"|"Riß"\n"b.png"|""|""\n'],
])('a list with %s', async (_, list) => {
  const files = filesOf({ 'list.csv': list, 'm/1.png': gray(2, 0, 255, 255, 0) });
  const { classes, images } = await gather(
    binaryMasks,
    files,
    picturesOf({ 'a.png': [2, 2], 'b.png': [1, 1] }),
  );
  expect(classes.map(({ name }) => name)).toEqual(['Riß']);
  expect(images.map(({ picture, labels }) => [picture, classRows(labels)])).toEqual([
    ['a.png', ['.1', '1.']],
    ['b.png', ['.']],
  ]);
});

test('the class is the last folder that says something', async () => {
  const files = filesOf({
    'scratch/masks/a_mask.png': gray(2, 255, 0),
    'dent/masks/a_mask.png': gray(2, 0, 255),
  });
  const { classes, images } = await gather(binaryMasks, files, picturesOf({ 'images/a.png': [2, 1] }));
  expect(classes.map(({ name }) => name)).toEqual(['dent', 'scratch']);
  expect(images.map(({ labels }) => classRows(labels))).toEqual([['21']]);
});

test('any layout of black and white is read, grays are cut at 128', async () => {
  const size = { width: 2, height: 1 };
  const palette = [
    [255, 255, 255],
    [0, 0, 0],
  ];
  const files = filesOf({
    'a.png': encode({ ...size, channels: 1, depth: 1, data: Uint8Array.of(0b10000000) }),
    'b.png': encode({ ...size, channels: 3, data: Uint8Array.of(127, 127, 127, 128, 128, 128) }),
    'c.png': encode({ ...size, channels: 1, depth: 16, data: Uint16Array.of(65535, 0) }),
    'd.png': encode({ ...size, channels: 1, data: Uint8Array.of(1, 0), palette }),
    'e.png': encode({ ...size, channels: 4, data: Uint8Array.of(255, 255, 255, 0, 0, 0, 0, 255) }),
  });
  const { images, findings } = await gather(binaryMasks, files, picturesOf({}));
  expect(images.map(({ labels }) => classRows(labels)[0])).toEqual(['1.', '.1', '1.', '.1', '1.']);
  expect(findings.filter(({ kind }) => kind === 'changed')).toEqual([
    { kind: 'changed', text: 'Grays between black and white are cut at 128', subject: 'b.png' },
  ]);
});

test.each([
  [
    'a mask that is not there',
    { 'l.csv': 'image,mask\na.png,x.png\n' },
    'l.csv, line 2: The mask x.png is not there',
  ],
  ['a row of too many columns', { 'l.csv': 'image,mask\na.png,b,c,d\n' }, 'l.csv: The list is no proper CSV'],
  ['a nameless picture', { 'l.csv': 'image,mask\n,m.png\n' }, 'line 2: The image name is empty'],
  [
    'colours',
    { 'a.png': encode({ width: 1, height: 1, channels: 3, data: Uint8Array.of(1, 2, 3) }) },
    'a.png, x 0, y 0: The mask has a colour',
  ],
  ['no PNG', { 'a.png': 'text' }, 'a.png: The file is not a PNG'],
])('%s is refused', async (_, contents, message) => {
  await expect(gather(binaryMasks, filesOf(contents), picturesOf({}))).rejects.toThrow(message);
});

test('any list gives annotations or a clear refusal', async () => {
  const cell = fc.oneof(
    fc.constantFrom('a.png', 'm.png', '', '"', 'image', 'mask'),
    fc.string({ maxLength: 5 }),
  );
  const line = fc.array(cell, { maxLength: 4 }).map((cells) => cells.join(';'));
  const list = fc.array(line, { maxLength: 5 }).map((lines) => ['image;mask;class', ...lines].join('\n'));
  await fc.assert(
    fc.asyncProperty(list, async (text) => {
      await expectAnswer(
        binaryMasks,
        filesOf({ 'l.csv': text, 'm.png': gray(5, ...new Array<number>(20).fill(255)) }),
      );
    }),
  );
});
