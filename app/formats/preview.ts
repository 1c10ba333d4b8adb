import { IGNORE } from '../mask/label-map.ts';
import { pixelCount } from '../mask/spans.ts';
import type { AnnotatedImage, Annotations, AnnotationFormat, Pictures } from './annotation-format.ts';
import { type FindingCount, type FindingCounts } from './finding-counts.ts';
import { labelledObjects } from './labelled-objects.ts';

export interface PreviewedClass {
  readonly id: number;
  readonly name: string;
  readonly images: number;
  readonly instances: number;
  readonly pixels: number;
}

/** What a conversion will give, before anything is written. */
export interface Preview {
  readonly images: number;
  /** Of these images, those whose picture is there. */
  readonly matchedImages: number;
  readonly classes: readonly PreviewedClass[];
  readonly ignoredPixels: number;
  /** Files that will be written. */
  readonly files: number;
  readonly findings: readonly FindingCount[];
}

/**
 * Reads all annotations and writes them in a format, keeping nothing but counts.
 * @param findings those of reading, to which those from here on are added
 */
export async function preview(
  annotations: Annotations,
  target: AnnotationFormat,
  pictures: Pictures,
  findings: FindingCounts,
): Promise<Preview> {
  const counts = new AnnotationCounts(annotations);
  let files = 0;
  for await (const { content } of target.write(counts, findings.report)) {
    if (typeof content === 'object' && Symbol.asyncIterator in content) await exhaust(content);
    files++;
  }
  const unlabelled = pictures.paths.filter((path) => !counts.pictures.has(path));
  for (const path of unlabelled) {
    findings.report({ kind: 'unmatched', text: 'A picture without annotations is left out', subject: path });
  }
  return {
    images: counts.pictures.size,
    matchedImages: pictures.paths.length - unlabelled.length,
    classes: counts.byClass(),
    ignoredPixels: counts.of(IGNORE).pixels,
    files,
    findings: findings.list,
  };
}

async function exhaust(pieces: AsyncIterable<string>): Promise<void> {
  const iterator = pieces[Symbol.asyncIterator]();
  while ((await iterator.next()).done !== true);
}

interface Counts {
  images: number;
  instances: number;
  pixels: number;
}

/** Annotations that are counted while somebody iterates them; again if again, in which case the last time counts. */
class AnnotationCounts implements Annotations {
  readonly classes: Annotations['classes'];
  readonly pictures = new Set<string>();
  readonly #annotations: Annotations;
  #counts = new Map<number, Counts>();

  constructor(annotations: Annotations) {
    this.#annotations = annotations;
    this.classes = annotations.classes;
  }

  async *images(): AsyncGenerator<AnnotatedImage> {
    this.pictures.clear();
    this.#counts = new Map();
    for await (const image of this.#annotations.images()) {
      this.#add(image);
      yield image;
    }
  }

  of(classId: number): Readonly<Counts> {
    return this.#counts.get(classId) ?? { images: 0, instances: 0, pixels: 0 };
  }

  byClass(): PreviewedClass[] {
    return this.classes.map(({ id, name }) => ({ id, name, ...this.of(id) }));
  }

  #add({ picture, labels }: AnnotatedImage): void {
    this.pictures.add(picture);
    const seen = new Set<number>();
    for (const { classId, spans } of labelledObjects(labels)) {
      const before = this.of(classId);
      this.#counts.set(classId, {
        images: before.images + (seen.has(classId) ? 0 : 1),
        instances: before.instances + 1,
        pixels: before.pixels + pixelCount(spans),
      });
      seen.add(classId);
    }
  }
}
