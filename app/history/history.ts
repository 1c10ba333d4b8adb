import { mergePatches } from '../mask/merge-patches.ts';
import { type Patch, bytesOfPatch, invertPatch } from '../mask/patch.ts';

const DEFAULT_LIMIT_BYTES = 256 * 2 ** 20;

/**
 * Undo and redo for one label map. A mark begins a gesture; the patches recorded until the next mark are undone and
 * redone as one. The history only keeps patches: whoever asks applies what it hands out.
 */
export class History {
  readonly #limitBytes: number;
  /** Whole gestures, oldest first. */
  readonly #done: Patch[] = [];
  /** Whole gestures, the next to redo last. */
  readonly #undone: Patch[] = [];
  /** The patches since the mark. */
  #gesture: Patch[] = [];
  #bytes = 0;

  /** @param limitBytes beyond this the oldest gestures are forgotten */
  constructor(limitBytes: number = DEFAULT_LIMIT_BYTES) {
    this.#limitBytes = limitBytes;
  }

  /** The memory of all patches kept, bytes: at most the limit after a mark, an undo or a redo. */
  get bytes(): number {
    return this.#bytes;
  }

  get canUndo(): boolean {
    return this.#gesture.length > 0 || this.#done.length > 0;
  }

  get canRedo(): boolean {
    return this.#undone.length > 0;
  }

  /** Takes in a change that was just made. What had been undone can no longer be redone. */
  record(patch: Patch): void {
    this.#drop(this.#undone.splice(0));
    this.#gesture.push(patch);
    this.#bytes += bytesOfPatch(patch);
  }

  /**
   * Ends the gesture, whose patches become one, and begins the next.
   * @returns that one patch, which is what to store; null where the gesture changed nothing
   */
  mark(): Patch | null {
    const patches = this.#gesture;
    this.#gesture = [];
    this.#drop(patches);
    const merged = mergePatches(patches);
    if (merged !== null) {
      this.#done.push(merged);
      this.#bytes += bytesOfPatch(merged);
    }
    this.#forgetOldest();
    return merged;
  }

  /** Gives up the gesture. @returns the change back to the mark; null where nothing changed since */
  bail(): Patch | null {
    const patches = this.#gesture;
    this.#gesture = [];
    this.#drop(patches);
    return inverseOf(mergePatches(patches));
  }

  /** Ends the gesture and takes the last one back. @returns the change to apply; null where nothing is left */
  undo(): Patch | null {
    this.mark();
    const patch = this.#done.pop();
    if (patch === undefined) return null;
    this.#undone.push(patch);
    return invertPatch(patch);
  }

  /** @returns the change to apply; null where nothing was undone */
  redo(): Patch | null {
    const patch = this.#undone.pop();
    if (patch === undefined) return null;
    this.#done.push(patch);
    return patch;
  }

  #forgetOldest(): void {
    while (this.#bytes > this.#limitBytes && this.#done.length > 0) this.#drop(this.#done.splice(0, 1));
  }

  #drop(patches: readonly Patch[]): void {
    for (const patch of patches) this.#bytes -= bytesOfPatch(patch);
  }
}

function inverseOf(patch: Patch | null): Patch | null {
  return patch === null ? null : invertPatch(patch);
}
