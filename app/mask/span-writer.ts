import type { Spans } from './spans.ts';

/** Collects spans, given by row and then by column; those that touch become one. */
export class SpanWriter {
  #rows = new Int32Array(64);
  #starts = new Int32Array(64);
  #ends = new Int32Array(64);
  #count = 0;

  /** Adds the pixels from `start` to `end` (exclusive, after `start`) of row `y`. */
  add(y: number, start: number, end: number): void {
    const last = this.#count - 1;
    if (last >= 0 && this.#rows[last] === y && this.#ends[last] >= start) {
      if (end > this.#ends[last]) this.#ends[last] = end;
      return;
    }
    if (this.#count === this.#rows.length) {
      this.#rows = doubled(this.#rows);
      this.#starts = doubled(this.#starts);
      this.#ends = doubled(this.#ends);
    }
    this.#rows[this.#count] = y;
    this.#starts[this.#count] = start;
    this.#ends[this.#count] = end;
    this.#count++;
  }

  finish(): Spans {
    return {
      rows: this.#rows.subarray(0, this.#count),
      starts: this.#starts.subarray(0, this.#count),
      ends: this.#ends.subarray(0, this.#count),
    };
  }
}

function doubled(array: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(2 * array.length);
  larger.set(array);
  return larger;
}
