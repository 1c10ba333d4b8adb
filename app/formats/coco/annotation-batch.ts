import { BlemishError } from '../../domain/errors.ts';
import type { AnnotationFiles } from '../annotation-format.ts';
import { decodeText } from '../decode-text.ts';
import { placeOf } from '../json-elements.ts';
import { JsonSplitter, type RawElement } from '../json-splitter.ts';
import { parseJson } from '../parse-json.ts';
import { AnnotationEntry, type CocoId, isAnnotation, parseEntry } from './entries.ts';
import type { Survey, SurveyedImage } from './survey.ts';

export interface PlacedAnnotation extends AnnotationEntry {
  /** File, and place in it. */
  readonly place: string;
}

/** The annotations of some images, held as the bytes that the file has: parsed they take several times as much. */
export class AnnotationBatch {
  readonly #survey: Survey;
  readonly #bytes: Uint8Array;
  readonly #shelves: ReadonlyMap<CocoId, Shelf>;

  /** Reads the file once more, as far as it is about these images. */
  static async read(
    files: AnnotationFiles,
    survey: Survey,
    images: readonly SurveyedImage[],
  ): Promise<AnnotationBatch> {
    const batch = new AnnotationBatch(survey, images);
    const splitter = new JsonSplitter(survey.file);
    let annotation = 0;
    const visit = (element: RawElement): void => {
      if (isAnnotation(element)) batch.#keep(element, survey.owners.at(annotation++));
    };
    for await (const piece of files.stream(survey.file)) splitter.push(piece, visit);
    return batch;
  }

  private constructor(survey: Survey, images: readonly SurveyedImage[]) {
    this.#survey = survey;
    let size = 0;
    const shelves = new Map<CocoId, Shelf>();
    for (const { id, annotationBytes } of images) {
      shelves.set(id, { start: size, used: 0, size: annotationBytes, kept: [] });
      size += annotationBytes;
    }
    this.#bytes = new Uint8Array(size);
    this.#shelves = shelves;
  }

  /** An image's annotations in the order of the file, each parsed as it is asked for. */
  *of(image: SurveyedImage): Generator<PlacedAnnotation> {
    const shelf = this.#shelves.get(image.id);
    let start = shelf?.start ?? 0;
    for (const { key, index, length } of shelf?.kept ?? []) {
      const place = `${this.#survey.file}, ${placeOf({ key, index })}`;
      const value = parseJson(decodeText(this.#bytes.subarray(start, start + length), place), place);
      start += length;
      yield { ...parseEntry(AnnotationEntry, { key, index, value }, this.#survey.file), place };
    }
  }

  #keep({ key, index, bytes }: RawElement, owner: CocoId | undefined): void {
    const shelf = owner === undefined ? undefined : this.#shelves.get(owner);
    if (shelf === undefined) return;
    if (shelf.used + bytes.length > shelf.size) throw changed(this.#survey.file);
    this.#bytes.set(bytes, shelf.start + shelf.used);
    shelf.used += bytes.length;
    shelf.kept.push({ key, index, length: bytes.length });
  }
}

/** Where an image's annotations stand, one after another. */
interface Shelf {
  readonly start: number;
  readonly size: number;
  used: number;
  readonly kept: { readonly key: string; readonly index: number; readonly length: number }[];
}

function changed(subject: string): BlemishError {
  return new BlemishError('input', {
    subject,
    problem: 'The file changed while it was read',
    remedy: 'Convert it again when it is complete',
  });
}
