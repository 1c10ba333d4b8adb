import fc from 'fast-check';
import { expect, test } from 'vitest';
import { encode } from 'fast-png';
import { drawn } from '../../mask/label-map.testing.ts';
import { asFileName } from '../output-path.ts';
import {
  annotationsOf,
  classRows,
  filesOf,
  gather,
  picturesOf,
  runLengthsOf,
  written,
} from '../annotations.testing.ts';
import { CLASSES, labelsOf, namesOf, PICTURES, roundTrip, threeMaps } from '../round-trip.testing.ts';
import { mvtecAd } from './mvtec-ad.ts';

test('what is written is read again, pixel by pixel', async () => {
  await fc.assert(
    fc.asyncProperty(threeMaps(false), async (maps) => {
      const again = await roundTrip(mvtecAd, maps);
      for (const [index, picture] of PICTURES.entries()) {
        const labels = labelsOf(again, picture);
        const expected = namesOf(maps[index], CLASSES).map((name) =>
          name === '.' ? name : asFileName(name),
        );
        // A picture without a defect has no file; elsewhere than in a folder "good" nothing is known of it.
        if (expected.every((name) => name === '.')) expect(labels).toBeUndefined();
        else expect(labels && namesOf(labels, again.classes)).toEqual(expected);
      }
    }),
    { numRuns: 25 },
  );
});

function gray(width: number, ...values: number[]): Uint8Array {
  return encode({ width, height: values.length / width, channels: 1, data: Uint8Array.from(values) });
}

test('defects by folder, several categories, good pictures without a mask', async () => {
  const files = filesOf({
    'bottle/ground_truth/crack/000_mask.png': gray(2, 0, 255),
    'bottle/ground_truth/hole/000_mask.png': gray(2, 255, 255),
    'cable/ground_truth/crack/000.png': gray(2, 200, 0),
  });
  const read = await gather(
    mvtecAd,
    files,
    picturesOf({
      'bottle/test/crack/000.png': [2, 1],
      'bottle/test/hole/000.png': [2, 1],
      'cable/test/crack/000.png': [2, 1],
      'bottle/test/good/000.png': [3, 1],
      'bottle/train/good/000.png': [1, 2],
    }),
  );
  expect(read.classes.map(({ name }) => name)).toEqual(['crack', 'hole']);
  expect(Object.fromEntries(read.images.map(({ picture, labels }) => [picture, classRows(labels)]))).toEqual({
    'bottle/test/crack/000.png': ['.1'],
    'bottle/test/hole/000.png': ['22'],
    'cable/test/crack/000.png': ['1.'],
    'bottle/test/good/000.png': ['...'],
    'bottle/train/good/000.png': ['.', '.'],
  });
  expect(read.findings).toEqual([
    {
      kind: 'changed',
      text: 'Grays between black and white are cut at 128',
      subject: 'cable/ground_truth/crack/000.png',
    },
  ]);
});

test('what is lost is said', async () => {
  const images = [
    { picture: 'a.png', labels: runLengthsOf(drawn('1#'), 3) },
    { picture: 'b.png', labels: runLengthsOf(drawn('..')) },
  ];
  const { findings } = await written(mvtecAd, annotationsOf([{ id: 1, name: 'good', colour: null }], images));
  expect(findings.map(({ text }) => text)).toEqual([
    'Class names that cannot be folder names are changed',
    'Ignored pixels become background',
    'Instances are told by component alone',
    'A picture without a defect has no mask: put it into test/good',
  ]);
});

test('a mask of another size than its picture is refused', async () => {
  const files = filesOf({ 'ground_truth/crack/a_mask.png': gray(2, 0, 255) });
  await expect(gather(mvtecAd, files, picturesOf({ 'a.png': [3, 1] }))).rejects.toThrow(
    'ground_truth/crack/a_mask.png: The mask is 2x1 px, where its picture a.png is 3x1',
  );
});
