import { expect, test } from 'vitest';
import { IGNORE } from '../mask/label-map.ts';
import { classOf } from '../mask/run-length-map.ts';
import type { AnnotationFormat, Pictures } from './annotation-format.ts';
import {
  annotationsOf,
  gather,
  type Gathered,
  outputsOf,
  picturesOf,
  written,
} from './annotations.testing.ts';
import { coco } from './coco/coco.ts';
import { labelme } from './labelme/labelme.ts';
import { recognise } from './recognise.ts';
import { objectsOf } from './round-trip.testing.ts';
import { hasInterop, interop } from '../../tests/interop.ts';
import { yoloSeg } from './yolo-seg/yolo-seg.ts';

/** px, of coco_json/isat_coco_tiny/images. */
const COCO_TINY = picturesOf({
  '000000013923.jpg': [640, 427],
  '000000076261.jpg': [640, 427],
  '000000083540.jpg': [640, 443],
  '000000100723.jpg': [500, 333],
  '000000549930.jpg': [640, 558],
});

const NO_PICTURES = picturesOf({});

test.skipIf(!hasInterop).each<[string, AnnotationFormat, Pictures, number, number]>([
  ['coco_json/isat_coco_tiny', coco, COCO_TINY, 5, 14],
  ['coco_json/labelme_coco', coco, NO_PICTURES, 3, 6],
  ['coco_json/cocoapi_compressed_rle_results', coco, NO_PICTURES, 2, 4],
  ['datumaro_assets/tests/assets/coco_dataset/coco_instances/annotations', coco, NO_PICTURES, 2, 1],
  ['labelme_json/labelme_official', labelme, NO_PICTURES, 5, 14],
  ['labelme_json/isat_coco_tiny', labelme, COCO_TINY, 5, 6],
  ['yolo_seg/isat_coco_tiny/labels', yoloSeg, COCO_TINY, 5, 14],
])(
  '%s is recognised, and reads again as written in its format and in COCO',
  async (folder, format, pictures, images, classes) => {
    const files = interop(folder);
    expect((await recognise(files, folder)).name).toBe(format.name);
    const read = await gather(format, files, pictures);
    expect(read.images).toHaveLength(images);
    expect(labelledClasses(read)).toHaveLength(classes);
    const again = await writtenAndRead(coco, read);
    expect(namedRuns(again)).toEqual(namedRuns(read, BACKGROUND_NAME));
    if (format !== labelme) return;
    const same = await writtenAndRead(labelme, read);
    expect(namedRuns(same)).toEqual(namedRuns(read));
    expect(same.images.map(({ labels }) => objectsOf(labels, same.classes))).toEqual(
      read.images.map(({ labels }) => objectsOf(labels, read.classes)),
    );
  },
);

test.skipIf(!hasInterop)(
  'YOLO is written again as it was read, but for the holes that later objects left',
  async () => {
    const read = await gather(yoloSeg, interop('yolo_seg/isat_coco_tiny/labels'), COCO_TINY);
    const { outputs, findings } = await written(yoloSeg, annotationsOf(read.classes, read.images));
    const again = await gather(yoloSeg, outputsOf(outputs), COCO_TINY);
    expect(
      findings
        .filter(({ kind }) => kind === 'lost')
        .every(({ text }) => text === 'Holes in objects are filled'),
    ).toBe(true);
    const pictures = new Set(findings.filter(({ kind }) => kind === 'lost').map(({ subject }) => subject));
    const kept = ({ images, classes }: Gathered): Gathered => ({
      classes,
      images: images.filter(({ picture }) => !pictures.has(picture)),
      findings: [],
    });
    expect(namedRuns(kept(again))).toEqual(namedRuns(kept(read)));
    expect(pictures.size).toBeLessThan(read.images.length);
  },
);

const BACKGROUND_NAME = 'background';

/** Every picture as "name length" of its runs by class, in which two instances side by side are one. */
function namedRuns({ images, classes }: Gathered, ignoredAs = 'ignored'): string[][] {
  const names = new Map([
    [0, BACKGROUND_NAME],
    [IGNORE, ignoredAs],
  ]);
  for (const { id, name } of classes) names.set(id, name);
  return images.map(({ labels: { lengths, values } }) => {
    const runs: [string, number][] = [];
    for (const [run, length] of lengths.entries()) {
      const name = names.get(classOf(values[run])) ?? '?';
      const last = runs.at(-1);
      if (last?.[0] === name) last[1] += length;
      else runs.push([name, length]);
    }
    return runs.map(([name, length]) => `${name} ${length}`);
  });
}

async function writtenAndRead(format: AnnotationFormat, { classes, images }: Gathered): Promise<Gathered> {
  const { outputs } = await written(format, annotationsOf(classes, images));
  const sizes = images.map(
    ({ picture, labels }) => [picture, [labels.width, labels.height] as const] as const,
  );
  return gather(format, outputsOf(outputs), picturesOf(Object.fromEntries(sizes)));
}

function labelledClasses({ images, classes }: Gathered): string[] {
  const ids = new Set(images.flatMap(({ labels }) => Array.from(labels.values, classOf)));
  return classes.filter(({ id }) => ids.has(id)).map(({ name }) => name);
}
