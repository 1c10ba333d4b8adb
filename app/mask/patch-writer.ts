import { isEmpty } from './box.ts';
import type { Box } from './component-shape.ts';
import type { Patch } from './patch.ts';
import { RunWriter } from './run-writer.ts';

const UNCHANGED = 0;

/** Collects the changes of a patch, given by row and then by column. */
export class PatchWriter {
  readonly #box: Box;
  readonly #before = new RunWriter();
  readonly #after = new RunWriter();
  /** Row-major index in the box of the first pixel not written yet. */
  #position = 0;
  #changes = 0;

  constructor(box: Box) {
    this.#box = box;
  }

  /** Pixels `start` to `end` (exclusive) of row `y`, in the bitmap's px, go from one value to another. */
  change(y: number, start: number, end: number, before: number, after: number): void {
    if (before === after) return;
    const index = (y - this.#box.y) * this.#box.width + start - this.#box.x;
    this.#append(index - this.#position, UNCHANGED, UNCHANGED);
    this.#append(end - start, before, after);
    this.#changes++;
  }

  /** The patch; null where nothing changed. */
  finish(): Patch | null {
    if (this.#changes === 0 || isEmpty(this.#box)) return null;
    const { width, height } = this.#box;
    this.#append(width * height - this.#position, UNCHANGED, UNCHANGED);
    return {
      box: this.#box,
      before: this.#before.finish(width, height),
      after: this.#after.finish(width, height),
    };
  }

  #append(length: number, before: number, after: number): void {
    this.#before.append(length, before);
    this.#after.append(length, after);
    this.#position += length;
  }
}
