/** Points of a grid. */
export interface Points {
  readonly xs: Int32Array;
  readonly ys: Int32Array;
  /** What each point is of: a component from 0 on, or what else tells points apart. */
  readonly owners: Int32Array;
}

/** Collects points whose number is not known before. */
export class PointWriter {
  #count = 0;
  #numbers = new Int32Array(3 * 256);

  add(x: number, y: number, owner: number): void {
    if (3 * this.#count === this.#numbers.length) this.#grow();
    const at = 3 * this.#count++;
    this.#numbers[at] = x;
    this.#numbers[at + 1] = y;
    this.#numbers[at + 2] = owner;
  }

  finish(): Points {
    const every = (offset: number): Int32Array => {
      const column = new Int32Array(this.#count);
      for (let i = 0; i < column.length; i++) column[i] = this.#numbers[3 * i + offset];
      return column;
    };
    return { xs: every(0), ys: every(1), owners: every(2) };
  }

  #grow(): void {
    const larger = new Int32Array(2 * this.#numbers.length);
    larger.set(this.#numbers);
    this.#numbers = larger;
  }
}
