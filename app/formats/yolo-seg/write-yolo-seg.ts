import { stringify } from 'yaml';
import { IGNORE } from '../../mask/label-map.ts';
import type { AnnotatedImage, Annotations, OutputFile, Report } from '../annotation-format.ts';
import { labelledObjects } from '../labelled-objects.ts';
import { outlinesOf } from '../outlines.ts';
import { OutputPaths } from '../output-path.ts';

/** Exact to a hundredth of a pixel in a picture a million pixels wide. */
const DECIMALS = 8;

/** Writes data.yaml, and one label file a picture. */
export async function* writeYoloSeg(annotations: Annotations, report: Report): AsyncGenerator<OutputFile> {
  const names = annotations.classes.map(({ name }) => name);
  const indices = new Map(annotations.classes.map(({ id }, index) => [id, index]));
  yield {
    path: 'data.yaml',
    content: stringify({
      path: '.',
      train: 'images',
      val: 'images',
      names: Object.fromEntries(names.entries()),
    }),
  };
  const paths = new OutputPaths();
  for await (const image of annotations.images()) {
    const rows = rowsOf(image, indices, report);
    yield {
      path: `labels/${paths.stemOf(image.picture)}.txt`,
      content: rows.map((row) => `${row}\n`).join(''),
    };
  }
}

/** An object in a hole of another comes after it, so that it is not covered when the hole is filled. */
function rowsOf(
  { picture, labels }: AnnotatedImage,
  indices: ReadonlyMap<number, number>,
  report: Report,
): string[] {
  const rows: string[] = [];
  for (const { classId, spans } of labelledObjects(labels)) {
    const index = indices.get(classId);
    if (index === undefined) {
      const text =
        classId === IGNORE ? 'Ignored pixels become background' : 'Labels of no class are left out';
      report({ kind: 'lost', text, subject: picture });
      continue;
    }
    const pieces = outlinesOf(spans);
    if (pieces.length > 1) {
      report({
        kind: 'changed',
        text: 'An object of several pieces becomes several objects',
        subject: picture,
      });
    }
    for (const { outer, holes } of pieces) {
      if (holes.length > 0) report({ kind: 'lost', text: 'Holes in objects are filled', subject: picture });
      rows.push(`${index} ${sharesOf(outer, labels.width, labels.height).join(' ')}`);
    }
  }
  return rows;
}

function sharesOf(corners: Int32Array, width: number, height: number): number[] {
  return Array.from(corners, (corner, i) =>
    Number((corner / (i % 2 === 0 ? width : height)).toFixed(DECIMALS)),
  );
}
