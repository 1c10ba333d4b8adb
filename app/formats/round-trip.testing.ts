// For tests only: what a format writes, read again by it.
import fc from 'fast-check';
import { expect } from 'vitest';
import { BlemishError } from '../domain/errors.ts';
import { IGNORE } from '../mask/label-map.ts';
import { drawn } from '../mask/label-map.testing.ts';
import type { RunLengthMap } from '../mask/run-length-map.ts';
import type { AnnotationClass, AnnotationFiles, AnnotationFormat } from './annotation-format.ts';
import {
  annotationsOf,
  filesOf,
  gather,
  type Gathered,
  outputsOf,
  picturesOf,
  runLengthMaps,
  runLengthsOf,
  written,
} from './annotations.testing.ts';
import { labelledObjects } from './labelled-objects.ts';

export const CLASSES: readonly AnnotationClass[] = [
  { id: 1, name: 'Kratzer äß', colour: [10, 20, 30] },
  { id: 2, name: '裂缝 "<&>"', colour: null },
  { id: 7, name: 'a:b', colour: [10, 20, 30] },
];

/** Pictures whose names only a careful program keeps. */
export const PICTURES = ['ä/1 ü.png', '写真.jpg', 'plain.tif'];

/** Maps of three pictures with holes, single pixels, edges, instances and, where told, ignored pixels. */
export function threeMaps(withIgnored: boolean): fc.Arbitrary<RunLengthMap[]> {
  const ids = [0, 0, 1, 2, 7, ...(withIgnored ? [IGNORE] : [])];
  return fc.array(runLengthMaps(ids), { minLength: PICTURES.length, maxLength: PICTURES.length });
}

/** Writes maps for `PICTURES` and reads them again; the format must know its own files. */
export async function roundTrip(format: AnnotationFormat, maps: readonly RunLengthMap[]): Promise<Gathered> {
  const images = maps.map((labels, index) => ({ picture: PICTURES[index], labels }));
  const { outputs } = await written(format, annotationsOf(CLASSES, images));
  const sizes = Object.fromEntries(
    images.map(({ picture, labels }) => [picture, [labels.width, labels.height] as const]),
  );
  return gather(format, outputsOf(outputs), picturesOf(sizes));
}

/** What a format writes of two small pictures. */
export async function exampleFiles(format: AnnotationFormat): Promise<AnnotationFiles> {
  const images = [
    { picture: 'ä/1 ü.png', labels: runLengthsOf(drawn('11.2', '1.12', '111.'), 1) },
    { picture: 'plain.tif', labels: runLengthsOf(drawn('7....', '.2.2.', '...77', '7...2')) },
  ];
  return outputsOf((await written(format, annotationsOf(CLASSES, images))).outputs);
}

/** The same files, one of them of other bytes, or one more. */
export function withFile(files: AnnotationFiles, path: string, bytes: Uint8Array): AnnotationFiles {
  return {
    paths: [...new Set([...files.paths, path])],
    read: (other) => (other === path ? Promise.resolve(bytes) : files.read(other)),
    stream: (other) => (other === path ? filesOf({ [path]: bytes }).stream(path) : files.stream(other)),
  };
}

/** The map of one picture among those read. */
export function labelsOf({ images }: Gathered, picture: string): RunLengthMap | undefined {
  return images.find((image) => image.picture === picture)?.labels;
}

/** Each object as its class name and pixels, in an order that numbers of classes and instances do not change. */
export function objectsOf(labels: RunLengthMap, classes: readonly AnnotationClass[]): string[] {
  const names = new Map([[IGNORE, '#'], ...classes.map(({ id, name }) => [id, name] as const)]);
  return labelledObjects(labels)
    .map(
      ({ classId, spans }) =>
        `${names.get(classId)}: ${[...spans.rows].map((y, i) => `${y} ${spans.starts[i]}-${spans.ends[i]}`).join(', ')}`,
    )
    .sort();
}

/** The class name of every pixel. */
export function namesOf({ lengths, values }: RunLengthMap, classes: readonly AnnotationClass[]): string[] {
  const names = new Map([[0, '.'], [IGNORE, '#'], ...classes.map(({ id, name }) => [id, name] as const)]);
  return Array.from(lengths, (length, run) =>
    Array<string>(length).fill(names.get(values[run] & 0xff) ?? '?'),
  ).flat();
}

/** Whatever these files hold, the format gives annotations or a BlemishError of bad input. */
export async function expectAnswer(format: AnnotationFormat, files: AnnotationFiles): Promise<void> {
  await format.recognises(files);
  try {
    await gather(format, files, picturesOf({ 'a.png': [5, 4] }));
  } catch (error) {
    expect(error).toBeInstanceOf(BlemishError);
    expect(error).toMatchObject({ kind: 'input' });
  }
}

/** Bytes with some places changed, or cut off. */
export function damagedBytes(bytes: Uint8Array): fc.Arbitrary<Uint8Array> {
  const change = fc.tuple(fc.nat(bytes.length - 1), fc.nat(255));
  return fc.tuple(fc.array(change, { maxLength: 4 }), fc.nat(bytes.length)).map(([changes, end]) => {
    const damaged = bytes.slice();
    for (const [at, value] of changes) damaged[at] = value;
    return changes.length === 0 ? damaged.subarray(0, end) : damaged;
  });
}
