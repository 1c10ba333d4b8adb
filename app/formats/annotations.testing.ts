// For tests only: annotation files and pictures in memory, and label maps to compare.
import fc from 'fast-check';
import { IGNORE, type LabelMap } from '../mask/label-map.ts';
import { classOf, labelValue, type RunLengthMap } from '../mask/run-length-map.ts';
import { encodeValues } from '../mask/run-length-code.ts';
import type {
  AnnotatedImage,
  AnnotationClass,
  AnnotationFiles,
  AnnotationFormat,
  Annotations,
  Finding,
  OutputFile,
  Pictures,
} from './annotation-format.ts';

export function filesOf(
  contents: Readonly<Record<string, Uint8Array | string>>,
  pieceBytes = 97,
): AnnotationFiles {
  const bytesOf = (path: string): Uint8Array => {
    const content = contents[path];
    return typeof content === 'string' ? new TextEncoder().encode(content) : content;
  };
  return {
    paths: Object.keys(contents),
    read: (path) => Promise.resolve(bytesOf(path)),
    async *stream(path) {
      const bytes = bytesOf(path);
      for (let start = 0; start < bytes.length; start += pieceBytes) {
        yield await Promise.resolve(bytes.slice(start, start + pieceBytes));
      }
    },
  };
}

/** A file that is written, whole. */
export interface WholeFile extends OutputFile {
  readonly content: Uint8Array | string;
}

export function outputsOf(outputs: readonly WholeFile[]): AnnotationFiles {
  return filesOf(Object.fromEntries(outputs.map(({ path, content }) => [path, content])));
}

/** Pictures by path, each [width, height]. */
export function picturesOf(sizes: Readonly<Record<string, readonly [number, number]>>): Pictures {
  return {
    paths: Object.keys(sizes),
    sizeOf: (path) => Promise.resolve({ width: sizes[path][0], height: sizes[path][1] }),
  };
}

export function annotationsOf(
  classes: readonly AnnotationClass[],
  images: readonly AnnotatedImage[],
): Annotations {
  return {
    classes,
    async *images() {
      for (const image of images) yield await Promise.resolve(image);
    },
  };
}

export interface Gathered {
  readonly classes: readonly AnnotationClass[];
  readonly images: readonly AnnotatedImage[];
  readonly findings: readonly Finding[];
}

/** Reads everything; the findings are those of reading and iterating. */
export async function gather(
  format: AnnotationFormat,
  files: AnnotationFiles,
  pictures: Pictures,
): Promise<Gathered> {
  const findings: Finding[] = [];
  const annotations = await format.read(files, pictures, (finding) => findings.push(finding));
  const images = await listOf(annotations.images());
  return { classes: annotations.classes, images, findings };
}

export async function listOf<T>(values: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const value of values) list.push(value);
  return list;
}

export async function written(
  format: AnnotationFormat,
  annotations: Annotations,
): Promise<{ outputs: WholeFile[]; findings: Finding[] }> {
  const findings: Finding[] = [];
  const outputs: WholeFile[] = [];
  for await (const { path, content } of format.write(annotations, (finding) => findings.push(finding))) {
    const isWhole = typeof content === 'string' || content instanceof Uint8Array;
    outputs.push({ path, content: isWhole ? content : (await listOf(content)).join('') });
  }
  return { outputs, findings };
}

/** The class of every pixel, row by row: "..11" with '.' for background, '#' for ignored. */
export function classRows({ width, height, lengths, values }: RunLengthMap): string[] {
  let all = '';
  for (let run = 0; run < lengths.length; run++) {
    const id = classOf(values[run]);
    all += (id === 0 ? '.' : id === IGNORE ? '#' : String(id % 10)).repeat(lengths[run]);
  }
  return Array.from({ length: height }, (_, y) => all.slice(y * width, (y + 1) * width));
}

export function runLengthsOf({ width, height, data }: LabelMap, instance = 0): RunLengthMap {
  const values = Uint32Array.from(data, (id) => (id === 0 ? 0 : labelValue(id, instance)));
  return encodeValues(values, width, height);
}

/** Label maps of some sizes with and without instances; class ids among those given. */
export function runLengthMaps(ids: readonly number[]): fc.Arbitrary<RunLengthMap> {
  const side = fc.integer({ min: 1, max: 12 });
  return fc.tuple(side, side).chain(([width, height]) => {
    const pixel = fc
      .tuple(fc.constantFrom(...ids), fc.constantFrom(0, 0, 1, 2))
      .map(([id, instance]) => (id === 0 || id === IGNORE ? id : labelValue(id, instance)));
    return fc
      .array(pixel, { minLength: width * height, maxLength: width * height })
      .map((values) => encodeValues(Uint32Array.from(values), width, height));
  });
}
