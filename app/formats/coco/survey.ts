import { BlemishError } from '../../domain/errors.ts';
import type { AnnotationFiles } from '../annotation-format.ts';
import { type JsonElement, jsonElements, placeOf } from '../json-elements.ts';
import { AnnotationEntry, CategoryEntry, type CocoId, ImageEntry, parseEntry } from './entries.ts';

/** What a COCO file is about, without the annotations themselves, which may not all fit in memory. */
export interface Survey {
  readonly file: string;
  /** Annotations alone (https://cocodataset.org/#format-results): images and categories are known by their ids. */
  readonly isResults: boolean;
  readonly images: readonly SurveyedImage[];
  readonly categories: readonly CategoryEntry[];
  /** The image of each annotation, in the order of the file. */
  readonly owners: readonly CocoId[];
}

export interface SurveyedImage extends ImageEntry {
  readonly place: string;
  /** Size of its annotations in the file. */
  annotationBytes: number;
}

/** @throws {BlemishError} 'input' for ids given twice, and annotations of images or categories that are not there */
export async function surveyFile(files: AnnotationFiles, file: string): Promise<Survey> {
  const surveyor = new Surveyor(file);
  for await (const elements of jsonElements(files.stream(file), file)) {
    for (const element of elements) surveyor.see(element);
  }
  return surveyor.finish();
}

class Surveyor {
  readonly #file: string;
  readonly #images = new Map<CocoId, SurveyedImage>();
  readonly #categories = new Map<CocoId, CategoryEntry>();
  readonly #annotationIds = new Set<CocoId>();
  readonly #owners: CocoId[] = [];
  /** Of each image and category that annotations name: the first place, and how many bytes they have. */
  readonly #namedImages = new Map<CocoId, { place: string; bytes: number; size: unknown }>();
  readonly #namedCategories = new Map<CocoId, string>();
  #isResults = false;

  constructor(file: string) {
    this.#file = file;
  }

  see(element: JsonElement): void {
    if (element.index === null) return;
    if (element.key === 'images') this.#seeImage(element);
    else if (element.key === 'categories') this.#seeCategory(element);
    else if (element.key === 'annotations') this.#seeAnnotation(element);
    else if (element.key === '') {
      this.#isResults = true;
      this.#seeAnnotation(element);
    }
  }

  finish(): Survey {
    if (this.#isResults) this.#nameByIds();
    for (const [id, { place, bytes }] of this.#namedImages) {
      const image = this.#images.get(id);
      if (image === undefined) throw this.#unknown('image', id, place);
      image.annotationBytes = bytes;
    }
    for (const [id, place] of this.#namedCategories) {
      if (!this.#categories.has(id)) throw this.#unknown('category', id, place);
    }
    return {
      file: this.#file,
      isResults: this.#isResults,
      images: [...this.#images.values()],
      categories: [...this.#categories.values()],
      owners: this.#owners,
    };
  }

  #seeImage(element: JsonElement): void {
    const image = parseEntry(ImageEntry, element, this.#file);
    if (this.#images.has(image.id)) throw this.#twice('image', image.id, element);
    this.#images.set(image.id, { ...image, place: `${this.#file}, ${placeOf(element)}`, annotationBytes: 0 });
  }

  #seeCategory(element: JsonElement): void {
    const category = parseEntry(CategoryEntry, element, this.#file);
    if (this.#categories.has(category.id)) throw this.#twice('category', category.id, element);
    this.#categories.set(category.id, category);
  }

  #seeAnnotation(element: JsonElement): void {
    const { id, image_id, category_id, segmentation } = parseEntry(AnnotationEntry, element, this.#file);
    if (id !== undefined && id !== null && !this.#isResults) {
      if (this.#annotationIds.has(id)) throw this.#twice('annotation', id, element);
      this.#annotationIds.add(id);
    }
    this.#owners.push(image_id);
    const image = this.#namedImages.get(image_id);
    if (image === undefined) {
      const place = placeOf(element);
      this.#namedImages.set(image_id, { place, bytes: element.bytes, size: sizeIn(segmentation) });
    } else {
      image.bytes += element.bytes;
    }
    if (!this.#namedCategories.has(category_id)) this.#namedCategories.set(category_id, placeOf(element));
  }

  /** Results name neither images nor categories; a run-length code tells its image's size. */
  #nameByIds(): void {
    for (const [id, { place, size }] of this.#namedImages) {
      const [height, width] = isSize(size) ? size : [null, null];
      const at = `${this.#file}, ${place}`;
      this.#images.set(id, { id, file_name: String(id), width, height, place: at, annotationBytes: 0 });
    }
    for (const id of this.#namedCategories.keys()) {
      this.#categories.set(id, { id, name: `category ${id}` });
    }
  }

  #twice(what: string, id: CocoId, element: JsonElement): BlemishError {
    return new BlemishError('input', {
      subject: `${this.#file}, ${placeOf(element)}`,
      problem: `The ${what} id ${JSON.stringify(id)} is given twice`,
      remedy: `Give every ${what} an id of its own`,
    });
  }

  #unknown(what: string, id: CocoId, place: string): BlemishError {
    return new BlemishError('input', {
      subject: `${this.#file}, ${place}`,
      problem: `The annotation is for the ${what} ${JSON.stringify(id)}, which the file does not have`,
      remedy: `Add the ${what} to the file, or remove the annotation`,
    });
  }
}

function sizeIn(segmentation: unknown): unknown {
  return typeof segmentation === 'object' && segmentation !== null && 'size' in segmentation
    ? segmentation.size
    : null;
}

function isSize(size: unknown): size is [number, number] {
  return Array.isArray(size) && size.length === 2 && size.every((side) => Number.isInteger(side) && side > 0);
}
