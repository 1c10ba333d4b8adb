import { mergePatches } from '../mask/merge-patches.ts';
import { type Patch, bytesOfPatch, invertPatch } from '../mask/patch.ts';
import { type Forgetful, HistoryLimit } from './history-limit.ts';

/** A whole gesture as one patch. */
interface Gesture {
  readonly patch: Patch;
  /** When it was made. */
  readonly turn: number;
}

/**
 * Undo and redo for one label map. A mark begins a gesture; the patches recorded until the next mark are undone and
 * redone as one. The history only keeps patches: whoever asks applies what it hands out.
 */
export class History implements Forgetful {
  readonly #limit: HistoryLimit;
  /** Oldest first. */
  readonly #done: Gesture[] = [];
  /** The next to redo last. */
  readonly #undone: Gesture[] = [];
  /** The patches since the mark. */
  #current: Patch[] = [];
  #bytes = 0;

  /** @param limit beyond this the oldest gestures are forgotten, of this map or of others that share it */
  constructor(limit: HistoryLimit = new HistoryLimit()) {
    this.#limit = limit;
    limit.admit(this);
  }

  /** The memory of all patches kept, bytes: at most the limit after a mark, an undo or a redo. */
  get bytes(): number {
    return this.#bytes;
  }

  get canUndo(): boolean {
    return this.#current.length > 0 || this.#done.length > 0;
  }

  get canRedo(): boolean {
    return this.#undone.length > 0;
  }

  /** Takes in a change that was just made. What had been undone can no longer be redone. */
  record(patch: Patch): void {
    for (const { patch: lost } of this.#undone.splice(0)) this.#count(lost, -1);
    this.#current.push(patch);
    this.#count(patch, 1);
  }

  /**
   * Ends the gesture, whose patches become one, and begins the next.
   * @returns that one patch, which is what to store; null where the gesture changed nothing
   */
  mark(): Patch | null {
    const patch = this.#takeCurrent();
    if (patch !== null) {
      this.#done.push({ patch, turn: this.#limit.nextTurn() });
      this.#count(patch, 1);
    }
    this.#limit.enforce();
    return patch;
  }

  /** Gives up the gesture. @returns the change back to the mark; null where nothing changed since */
  bail(): Patch | null {
    const patch = this.#takeCurrent();
    return patch === null ? null : invertPatch(patch);
  }

  /** Ends the gesture and takes the last one back. @returns the change to apply; null where nothing is left */
  undo(): Patch | null {
    this.mark();
    const gesture = this.#done.pop();
    if (gesture === undefined) return null;
    this.#undone.push(gesture);
    return invertPatch(gesture.patch);
  }

  /** @returns the change to apply; null where nothing was undone */
  redo(): Patch | null {
    const gesture = this.#undone.pop();
    if (gesture === undefined) return null;
    this.#done.push(gesture);
    return gesture.patch;
  }

  /** The oldest gesture goes first; where none is left to undo, the last that a redo would come to. */
  get nextToForget(): number | null {
    return (this.#done.at(0) ?? this.#undone.at(0))?.turn ?? null;
  }

  forgetNext(): void {
    const gesture = this.#done.shift() ?? this.#undone.shift();
    if (gesture !== undefined) this.#count(gesture.patch, -1);
  }

  /** Forgets everything and leaves the limit to others. */
  close(): void {
    this.#takeCurrent();
    while (this.nextToForget !== null) this.forgetNext();
    this.#limit.dismiss(this);
  }

  #takeCurrent(): Patch | null {
    const patches = this.#current;
    this.#current = [];
    for (const patch of patches) this.#count(patch, -1);
    return mergePatches(patches);
  }

  #count(patch: Patch, sign: 1 | -1): void {
    const bytes = sign * bytesOfPatch(patch);
    this.#bytes += bytes;
    this.#limit.count(bytes);
  }
}
