import type { Rgb } from '../../domain/class-colours.ts';
import { BlemishError } from '../../domain/errors.ts';
import { BACKGROUND, IGNORE } from '../../mask/label-map.ts';
import type { AnnotationClass } from '../annotation-format.ts';
import { isBackgroundName, NamedClasses } from '../named-classes.ts';
import type { ColourMapFile } from './colour-map-file.ts';
import type { DecodedPng } from './decode-png.ts';
import { packedColour, packedColours } from './packed-colours.ts';
import { VOC_VOID } from './voc-label-map.ts';

const BLACK = 0x000000;

/** Classes told by colour. What the map does not say: black is background, and VOC's void is ignored. */
export class ColourClasses {
  readonly #subject: string;
  readonly #named: NamedClasses;
  readonly #idByColour = new Map<number, number>([
    [BLACK, BACKGROUND],
    [packedColour(VOC_VOID), IGNORE],
  ]);
  /** Two names for one colour: fine as long as no mask has it. */
  readonly #ambiguous = new Map<number, string>();

  /** @throws {BlemishError} 'input' past 254 classes. */
  constructor({ subject, colours, background }: ColourMapFile) {
    this.#subject = subject;
    this.#named = new NamedClasses(subject);
    const listed = new Map<number, string>();
    for (const { name, colour } of colours) {
      const packed = packedColour(colour);
      const other = listed.get(packed);
      if (other !== undefined && other !== name) this.#ambiguous.set(packed, `"${other}" and "${name}"`);
      listed.set(packed, name);
      this.#idByColour.set(packed, this.#idOf(name, colour, background));
    }
  }

  get classes(): AnnotationClass[] {
    return this.#named.list;
  }

  /**
   * The class ids of a colour mask, row-major.
   *
   * @throws {BlemishError} 'input' with the pixel, where its colour is no class's or more than one's.
   */
  classIdsOf(png: DecodedPng, path: string): Uint8Array {
    const colours = packedColours(png);
    const classIds = new Uint8Array(colours.length);
    for (let start = 0, end = 0; start < colours.length; start = end) {
      const colour = colours[start];
      while (end < colours.length && colours[end] === colour) end++;
      const classId = this.#idByColour.get(colour);
      if (classId === undefined || this.#ambiguous.has(colour)) {
        throw this.#unclear(colour, `${path}, x ${start % png.width}, y ${Math.floor(start / png.width)}`);
      }
      classIds.fill(classId, start, end);
    }
    return classIds;
  }

  #idOf(name: string, colour: Rgb, background: string | null): number {
    if (name === background || isBackgroundName(name)) return BACKGROUND;
    if (packedColour(colour) === packedColour(VOC_VOID)) return IGNORE;
    return this.#named.add(name, colour);
  }

  #unclear(colour: number, subject: string): BlemishError {
    const rgb = [colour >> 16, (colour >> 8) & 0xff, colour & 0xff].join(',');
    const names = this.#ambiguous.get(colour);
    return new BlemishError('input', {
      subject,
      problem:
        names === undefined
          ? `The colour ${rgb} is that of no class in ${this.#subject}`
          : `The colour ${rgb} is that of ${names} in ${this.#subject}`,
      remedy: 'Give the colour map that the masks were made with.',
    });
  }
}
