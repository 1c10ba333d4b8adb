import { expect, test } from 'vitest';
import { IGNORE } from '../mask/label-map.ts';
import { drawn } from '../mask/label-map.testing.ts';
import type { AnnotationClass, Annotations } from './annotation-format.ts';
import { annotationsOf, picturesOf, runLengthsOf } from './annotations.testing.ts';
import { binaryMasks } from './binary-masks/binary-masks.ts';
import { coco } from './coco/coco.ts';
import { FindingCounts } from './finding-counts.ts';
import { labelStudio } from './label-studio/label-studio.ts';
import { preview } from './preview.ts';

const CLASSES: readonly AnnotationClass[] = [
  { id: 1, name: 'scratch', colour: null },
  { id: 2, name: 'dent', colour: null },
];
const ignored = runLengthsOf({ width: 3, height: 1, data: Uint8Array.of(1, 0, IGNORE) });

function annotated(): Annotations {
  return annotationsOf(CLASSES, [
    { picture: 'a.png', labels: runLengthsOf(drawn('1.1', '...')) },
    { picture: 'b.png', labels: ignored },
  ]);
}

const PICTURES = picturesOf({ 'a.png': [3, 2], 'c.png': [3, 2] });

test('pictures, classes, objects and pixels are counted', async () => {
  const { images, matchedImages, classes, ignoredPixels, files } = await preview(
    annotated(),
    coco,
    PICTURES,
    new FindingCounts(),
  );
  expect({ images, matchedImages, ignoredPixels, files }).toEqual({
    images: 2,
    matchedImages: 1,
    ignoredPixels: 1,
    files: 1,
  });
  expect(classes).toEqual([
    { id: 1, name: 'scratch', images: 2, instances: 3, pixels: 3 },
    { id: 2, name: 'dent', images: 0, instances: 0, pixels: 0 },
  ]);
});

test('a format that goes round twice, or ends with what it has written, is counted once', async () => {
  for (const [format, files] of [
    [labelStudio, 2],
    [binaryMasks, 3],
  ] as const) {
    const expected = await preview(annotated(), format, PICTURES, new FindingCounts());
    expect(expected).toMatchObject({ images: 2, files });
    expect(expected.classes[0]).toMatchObject({ images: 2, instances: 3 });
  }
});

test('what will be lost and what does not match is told, each once', async () => {
  const findings = new FindingCounts();
  findings.report({ kind: 'changed', text: 'from reading', subject: 'a.json' });
  const expected = await preview(annotated(), coco, PICTURES, findings);
  expect(expected.findings).toEqual([
    { kind: 'changed', text: 'from reading', count: 1, firstSubject: 'a.json' },
    { kind: 'lost', text: 'Ignored pixels become background', count: 1, firstSubject: 'b.png' },
    { kind: 'unmatched', text: 'A picture without annotations is left out', count: 1, firstSubject: 'c.png' },
  ]);
});
