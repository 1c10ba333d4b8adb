const DEFAULT_LIMIT_BYTES = 256 * 2 ** 20;

/** What keeps gestures and can let go of one. */
export interface Forgetful {
  /** When the gesture that would go next was made, in turns; null where it keeps none. */
  readonly nextToForget: number | null;
  forgetNext(): void;
}

/** The memory that the histories of a project may take together, bytes. Past it the oldest gesture of any of them goes. */
export class HistoryLimit {
  readonly #limitBytes: number;
  readonly #members = new Set<Forgetful>();
  #bytes = 0;
  #turns = 0;

  constructor(limitBytes: number = DEFAULT_LIMIT_BYTES) {
    this.#limitBytes = limitBytes;
  }

  /** The memory of all patches of all members. */
  get bytes(): number {
    return this.#bytes;
  }

  admit(member: Forgetful): void {
    this.#members.add(member);
  }

  /** Of a member that keeps nothing any more. */
  dismiss(member: Forgetful): void {
    this.#members.delete(member);
  }

  /** @param bytes what a member keeps more than before; negative for less */
  count(bytes: number): void {
    this.#bytes += bytes;
  }

  /** A number greater than any before, for a gesture that was just made. */
  nextTurn(): number {
    return ++this.#turns;
  }

  /** Lets members forget until what they keep is within the limit; gestures that are still being made stay. */
  enforce(): void {
    while (this.#bytes > this.#limitBytes) {
      const member = this.#oldest();
      if (member === null) return;
      member.forgetNext();
    }
  }

  #oldest(): Forgetful | null {
    let oldest: Forgetful | null = null;
    let turn = Infinity;
    for (const member of this.#members) {
      if (member.nextToForget !== null && member.nextToForget < turn) {
        oldest = member;
        turn = member.nextToForget;
      }
    }
    return oldest;
  }
}
