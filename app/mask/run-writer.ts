import type { RunLengthMap } from './run-length-map.ts';

/** Collects runs; neighbours of one value become one run. */
export class RunWriter {
  #lengths = new Uint32Array(16);
  #values = new Uint32Array(16);
  #count = 0;

  append(length: number, value: number): void {
    if (length === 0) return;
    if (this.#count > 0 && this.#values[this.#count - 1] === value) {
      this.#lengths[this.#count - 1] += length;
      return;
    }
    if (this.#count === this.#lengths.length) {
      this.#lengths = doubled(this.#lengths);
      this.#values = doubled(this.#values);
    }
    this.#lengths[this.#count] = length;
    this.#values[this.#count] = value;
    this.#count++;
  }

  finish(width: number, height: number): RunLengthMap {
    return {
      width,
      height,
      lengths: this.#lengths.slice(0, this.#count),
      values: this.#values.slice(0, this.#count),
    };
  }
}

function doubled(array: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(2 * array.length);
  larger.set(array);
  return larger;
}
