import { BlemishError } from '../domain/errors.ts';
import { BACKGROUND } from '../mask/label-map.ts';
import type { RunLengthMap } from '../mask/run-length-map.ts';
import { RunWriter } from '../mask/run-writer.ts';
import type { Pictures, Report } from './annotation-format.ts';
import { matchPictures, type PictureMatcher } from './match-picture.ts';
import type { Size } from './named-pictures.ts';

/** Finds the pictures that mask files belong to. */
export class MaskPictures {
  readonly #pictures: Pictures;
  readonly #matcher: PictureMatcher;
  readonly #report: Report;

  constructor(pictures: Pictures, report: Report) {
    this.#pictures = pictures;
    this.#matcher = matchPictures(pictures.paths);
    this.#report = report;
  }

  /** The picture of the first of these path stems that has one; null where none has. */
  find(stems: readonly string[]): string | null {
    for (const stem of stems) {
      const picture = this.#matcher.byStem(stem);
      if (picture !== null) return picture;
    }
    return null;
  }

  /**
   * As `find`, else reports the mask as unmatched and gives the first stem.
   *
   * @throws {BlemishError} 'input' where picture and mask differ in size.
   */
  async require(stems: readonly string[], mask: string, size: Size): Promise<string> {
    const picture = this.find(stems);
    if (picture === null) {
      this.#report({
        kind: 'unmatched',
        text: 'A picture is missing; its labels are converted all the same',
        subject: mask,
      });
      return stems[0];
    }
    await this.#requireSize(picture, mask, size);
    return picture;
  }

  /** Labels for a picture that has no mask, and is free of defects. */
  async emptyLabels(picture: string): Promise<RunLengthMap> {
    const { width, height } = await this.#pictures.sizeOf(picture);
    const writer = new RunWriter();
    writer.append(width * height, BACKGROUND);
    return writer.finish(width, height);
  }

  async #requireSize(picture: string, mask: string, { width, height }: Size): Promise<void> {
    const actual = await this.#pictures.sizeOf(picture);
    if (actual.width === width && actual.height === height) return;
    throw new BlemishError('input', {
      subject: mask,
      problem: `The mask is ${width}x${height} px, where its picture ${picture} is ${actual.width}x${actual.height}`,
      remedy: 'Export the mask at the size of its picture: a resampled mask is no longer exact.',
    });
  }
}
