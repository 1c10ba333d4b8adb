import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BlemishError } from '../../domain/errors.ts';
import { drawn } from '../../mask/label-map.testing.ts';
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
  written,
} from '../annotations.testing.ts';
import { yoloSeg } from './yolo-seg.ts';

const SQUARE = '0 0.2 0.25 0.6 0.25 0.6 0.75 0.2 0.75\n';
const NAMES = 'names:\n  0: scratch\n  1: Beule äö\n';
const pictures = picturesOf({ 'images/a.jpg': [5, 4], 'images/b.jpg': [5, 4] });

function read(files: Record<string, string>): Promise<Gathered> {
  return gather(yoloSeg, filesOf(files), pictures);
}

test('points are shares of the picture, one row an object', async () => {
  const rows = `${SQUARE}\r\n1 0.6 0 1 0 1 0.25 0.6 0.25`;
  const { classes, images, findings } = await read({
    'data.yaml': NAMES,
    'labels/a.txt': rows,
    'labels/b.txt': '',
  });
  expect(classes.map(({ id, name }) => [id, name])).toEqual([
    [1, 'scratch'],
    [2, 'Beule äö'],
  ]);
  expect(images.map(({ picture }) => picture)).toEqual(['images/a.jpg', 'images/b.jpg']);
  expect(classRows(images[0].labels)).toEqual(['...22', '.11..', '.11..', '.....']);
  expect(classRows(images[1].labels)).toEqual(['.....', '.....', '.....', '.....']);
  expect(findings).toEqual([]);
});

test('names as a list, from classes.txt, or none', async () => {
  const namesFrom = async (files: Record<string, string>): Promise<string[]> =>
    (await read({ ...files, 'a.txt': SQUARE })).classes.map(({ name }) => name);
  expect(await namesFrom({ 'data.yaml': 'names: [x, 2]' })).toEqual(['x', '2']);
  expect(await namesFrom({ 'classes.txt': 'x\r\ny y\n' })).toEqual(['x', 'y y']);
  expect(await namesFrom({})).toEqual(['class 0']);
});

test.each([
  ['0 0.5 0.5 0.2 0.2', 'A box is read as a filled rectangle'],
  ['0 0.1 0.1', 'A polygon of fewer than three points is left out'],
  ['0 -0.1 0.1 0.5 0.1 0.5 1.1', 'A shape that reaches outside of the picture is cut at its edge'],
  [SQUARE + SQUARE, 'Where objects overlap, the later one covers the earlier'],
])('%s is told', async (rows, text) => {
  expect((await read({ 'a.txt': rows })).findings).toMatchObject([{ text }]);
});

test('a label file without its picture is told, another text is let be', async () => {
  const { findings, images } = await read({ 'c.txt': SQUARE, 'README.txt': 'Made by hand', 'a.txt': SQUARE });
  expect(findings).toEqual([
    { kind: 'unmatched', text: 'A label file without its picture is left out', subject: 'c.txt' },
  ]);
  expect(images).toHaveLength(1);
});

test.each([
  [{ 'a.txt': `${SQUARE}scratch 0.1 0.2` }, 'a.txt, line 2: "scratch" is no class number'],
  [{ 'a.txt': '0 0.1 nan 0.2 0.2 0.3 0.3' }, 'a.txt, line 1: Coordinate 2 is "nan", no share from 0 to 1'],
  [{ 'a.txt': '0 120 30 0.2 0.2 0.3 0.3' }, 'Coordinate 1 is "120", no share from 0 to 1'],
  [{ 'a.txt': '0 0.1 0.1 0.2 0.2 0.3 0.3 0.9' }, 'There are 7 coordinates, where each point has two'],
  [
    { 'a.txt': '7 0.1 0.1 0.2 0.2 0.3 0.3', 'data.yaml': NAMES },
    'There is no name for class 7: the names are 2',
  ],
  [{ 'a.txt': SQUARE, 'data.yaml': 'nc: 3' }, 'data.yaml: There is no list of class names under "names"'],
  [{ 'a.txt': SQUARE, 'data.yaml': 'nc: 3\nnames: [a' }, 'data.yaml, line 2: this is not YAML'],
  [
    { 'x/a.txt': SQUARE, 'y/a.txt': SQUARE },
    'y/a.txt: The picture images/a.jpg has another label file, x/a.txt',
  ],
])('%j is refused', async (files, message) => {
  await expect(read(files)).rejects.toThrow(message);
});

const classes = [
  { id: 2, name: 'a: b', colour: null },
  { id: 9, name: 'Öl', colour: null },
];

test('what is written is read again, except for holes, which are told', async () => {
  await fc.assert(
    fc.asyncProperty(runLengthMaps([0, 0, 2, 9]), async (labels) => {
      const image = { picture: 'ä/b.c.png', labels };
      const { outputs, findings } = await written(yoloSeg, annotationsOf(classes, [image]));
      const again = await gather(
        yoloSeg,
        outputsOf(outputs),
        picturesOf({ 'ä/b.c.png': [labels.width, labels.height] }),
      );
      expect(again.classes.map(({ name }) => name)).toEqual(['a: b', 'Öl']);
      if (findings.some(({ kind }) => kind === 'lost')) return;
      const expected = classRows(labels).map((row) => row.replaceAll('2', '1').replaceAll('9', '2'));
      expect(classRows(again.images[0].labels)).toEqual(expected);
    }),
  );
});

test('holes are filled, what lies in them stays, ignored pixels are lost', async () => {
  const labels = runLengthsOf(drawn('22222', '2...2', '2.9.2', '2...2', '22222', '....#'));
  const { outputs, findings } = await written(
    yoloSeg,
    annotationsOf(classes, [{ picture: 'a.png', labels }]),
  );
  expect(findings.map(({ text }) => text)).toEqual([
    'Holes in objects are filled',
    'Ignored pixels become background',
  ]);
  const { images } = await gather(yoloSeg, outputsOf(outputs), picturesOf({ 'a.png': [5, 6] }));
  expect(classRows(images[0].labels)).toEqual(['11111', '11111', '11211', '11111', '11111', '.....']);
});

test('recognised by the first rows', async () => {
  expect(await yoloSeg.recognises(filesOf({ 'a.txt': '', 'b.txt': SQUARE }))).toBe(true);
  expect(await yoloSeg.recognises(filesOf({ 'a.txt': '0 0.5 0.5 0.1 0.1' }))).toBe(false);
  expect(await yoloSeg.recognises(filesOf({ 'a.txt': 'text' }))).toBe(false);
});

test('any text gives annotations or a BlemishError', async () => {
  const text = fc.oneof(
    fc.string(),
    fc.string({ unit: fc.constantFrom(...Array.from('0123.- \n\t[]:aeN')) }),
  );
  await fc.assert(
    fc.asyncProperty(text, text, async (labels, names) => {
      await read({ 'a.txt': labels, 'data.yaml': names, 'c.txt': labels }).catch((error: unknown) => {
        expect(error).toBeInstanceOf(BlemishError);
      });
    }),
  );
});
