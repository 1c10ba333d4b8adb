import { BlemishError } from '../domain/errors.ts';
import type { Pictures, Report } from './annotation-format.ts';
import { LARGEST_PIXEL_COUNT } from './label-canvas.ts';
import { matchPictures, type PictureMatcher } from './match-picture.ts';

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** A picture that an annotation file names: where it is, and its size, px. */
export interface NamedPicture extends Size {
  readonly picture: string;
}

/** Finds the pictures that annotation files name, and sees that they agree on the size. */
export class NamedPictures {
  readonly #pictures: Pictures;
  readonly #matcher: PictureMatcher;
  readonly #report: Report;
  readonly #places = new Map<string, string>();

  constructor(pictures: Pictures, report: Report) {
    this.#pictures = pictures;
    this.#matcher = matchPictures(pictures.paths);
    this.#report = report;
  }

  /**
   * The picture of the first of these names that has one, else the first name, which is reported. To be asked once for
   * each picture.
   *
   * @param declared the size that the annotation file says, if it does
   * @throws {BlemishError} 'input' where sizes differ, none is known, or the picture came before
   */
  async require(names: readonly string[], declared: Size | null, place: string): Promise<NamedPicture> {
    const found = this.#find(names);
    const picture = found ?? names[0];
    if (found === null) {
      this.#report({
        kind: 'unmatched',
        text: 'A picture is missing; its labels are converted all the same',
        subject: `${place} (${picture})`,
      });
    }
    this.#refuseTwice(picture, place);
    const actual = found === null ? null : await this.#pictures.sizeOf(found);
    return { picture, ...agreedSize(picture, declared, actual, place) };
  }

  /** Whether one of these names, or paths without extension, has a picture. */
  has(names: readonly string[]): boolean {
    return this.#find(names) !== null;
  }

  #find(names: readonly string[]): string | null {
    for (const name of names) {
      const picture = this.#matcher.byName(name) ?? this.#matcher.byStem(name);
      if (picture !== null) return picture;
    }
    return null;
  }

  #refuseTwice(picture: string, place: string): void {
    const other = this.#places.get(picture);
    if (other !== undefined) {
      throw refused(place, `The picture ${picture} is also in ${other}`, 'Give each picture once.');
    }
    this.#places.set(picture, place);
  }
}

function agreedSize(picture: string, declared: Size | null, actual: Size | null, place: string): Size {
  const size = declared ?? actual;
  if (size === null) {
    throw refused(place, `${picture} has no size here`, 'Give the picture as well.');
  }
  const { width, height } = size;
  if (actual !== null && (actual.width !== width || actual.height !== height)) {
    throw refused(
      place,
      `${picture} is ${width}x${height} px here, the picture is ${actual.width}x${actual.height} px`,
      'Give the pictures that were annotated, at their full size.',
    );
  }
  const isSize = Number.isInteger(width) && Number.isInteger(height) && width > 0 && height > 0;
  if (!isSize || width * height > LARGEST_PIXEL_COUNT) {
    throw refused(place, `${picture} has the size ${width}x${height} px`, 'Correct the size.');
  }
  return { width, height };
}

function refused(subject: string, problem: string, remedy: string): BlemishError {
  return new BlemishError('input', { subject, problem, remedy });
}
