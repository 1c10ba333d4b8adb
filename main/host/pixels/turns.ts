/** Lets so many pieces of work run at a time. What nobody waits for any more never starts. */
export class Turns {
  #free: number;
  readonly #waiting = new Set<() => void>();

  constructor(atOnce: number) {
    this.#free = atOnce;
  }

  /** @returns what the work does; null where the signal came before its turn */
  async run<Result>(work: () => Promise<Result>, signal: AbortSignal): Promise<Result | null> {
    if (!(await this.#turn(signal))) return null;
    try {
      return await work();
    } finally {
      this.#free++;
      this.#next();
    }
  }

  /** False where the signal came first. */
  async #turn(signal: AbortSignal): Promise<boolean> {
    if (signal.aborted) return false;
    if (this.#free > 0) {
      this.#free--;
      return true;
    }
    const { promise, resolve } = Promise.withResolvers<boolean>();
    const begin = (): void => {
      this.#free--;
      resolve(true);
    };
    const giveUp = (): void => {
      if (this.#waiting.delete(begin)) resolve(false);
    };
    this.#waiting.add(begin);
    signal.addEventListener('abort', giveUp);
    return promise.finally(() => {
      signal.removeEventListener('abort', giveUp);
    });
  }

  #next(): void {
    const [first] = this.#waiting;
    if (this.#free === 0 || !this.#waiting.delete(first)) return;
    first();
  }
}
