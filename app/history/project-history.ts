import { History } from './history.ts';
import { HistoryLimit } from './history-limit.ts';

/** The histories of a project's images: undo is of one image, the memory is of all. */
export class ProjectHistory {
  readonly #limit: HistoryLimit;
  readonly #images = new Map<string, History>();

  /** @param limitBytes beyond this the oldest gestures of any image are forgotten; 256 MiB where it is not given */
  constructor(limitBytes?: number) {
    this.#limit = new HistoryLimit(limitBytes);
  }

  /** The memory of all patches of all images, bytes: at most the limit after a mark or an undo of any of them. */
  get bytes(): number {
    return this.#limit.bytes;
  }

  /** An image's history, which begins when it is first asked for. */
  of(imageId: string): History {
    const known = this.#images.get(imageId);
    if (known !== undefined) return known;
    const history = new History(this.#limit);
    this.#images.set(imageId, history);
    return history;
  }

  /** Drops an image's history, as when the image leaves the project. */
  drop(imageId: string): void {
    this.#images.get(imageId)?.close();
    this.#images.delete(imageId);
  }
}
