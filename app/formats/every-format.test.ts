import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ALL_FORMATS } from './all-formats.ts';
import type { FormatName } from './annotation-format.ts';
import { recognise } from './recognise.ts';
import {
  CLASSES,
  damagedBytes,
  exampleFiles,
  expectAnswer,
  labelsOf,
  namesOf,
  objectsOf,
  PICTURES,
  roundTrip,
  threeMaps,
  withFile,
} from './round-trip.testing.ts';

/** A file that each format writes of the example pictures. */
const FILES: Readonly<Record<FormatName, string>> = {
  'indexed-png': 'SegmentationClass/plain.png',
  coco: 'annotations.json',
  labelme: 'plain.json',
  'cvat-images': 'annotations.xml',
  'cvat-masks': 'SegmentationClass/plain.png',
  'label-studio': 'tasks.json',
  'mvtec-ad': 'ground_truth/a_b/plain_mask.png',
  'yolo-seg': 'labels/plain.txt',
  datumaro: 'annotations/default.json',
  cityscapes: 'gtFine/plain_gtFine_instanceIds.png',
  'binary-masks': 'masks/a_b/plain.png',
};
const NAMES = Object.keys(ALL_FORMATS) as FormatName[];
/** PNG takes its time. */
const FEWER_RUNS = { numRuns: 25 };

test.each(NAMES)('%s: its own files are recognised as no other', async (name) => {
  expect((await recognise(await exampleFiles(ALL_FORMATS[name]), 'out')).name).toBe(name);
});

test.each(NAMES)('%s: any bytes give annotations or a clear refusal', async (name) => {
  const files = await exampleFiles(ALL_FORMATS[name]);
  const whole = await files.read(FILES[name]);
  await fc.assert(
    fc.asyncProperty(fc.oneof(fc.uint8Array(), damagedBytes(whole)), async (bytes) => {
      await expectAnswer(ALL_FORMATS[name], withFile(files, FILES[name], bytes));
    }),
  );
});

test.each<FormatName>([
  'indexed-png',
  'labelme',
  'cvat-images',
  'cvat-masks',
  'label-studio',
  'datumaro',
  'cityscapes',
])('%s: what is written is read again, object by object', async (name) => {
  await fc.assert(
    fc.asyncProperty(threeMaps(true), async (maps) => {
      const again = await roundTrip(ALL_FORMATS[name], maps);
      for (const [index, picture] of PICTURES.entries()) {
        const labels = labelsOf(again, picture);
        expect(labels && objectsOf(labels, again.classes)).toEqual(objectsOf(maps[index], CLASSES));
      }
    }),
    FEWER_RUNS,
  );
});

// The other two have no way to say it all: mvtec-ad.test.ts, yolo-seg.test.ts.
test.each<FormatName>(['coco', 'binary-masks'])(
  '%s: what is written is read again, pixel by pixel',
  async (name) => {
    await fc.assert(
      fc.asyncProperty(threeMaps(false), async (maps) => {
        const again = await roundTrip(ALL_FORMATS[name], maps);
        for (const [index, picture] of PICTURES.entries()) {
          const labels = labelsOf(again, picture);
          expect(labels && namesOf(labels, again.classes)).toEqual(namesOf(maps[index], CLASSES));
        }
      }),
      FEWER_RUNS,
    );
  },
);
