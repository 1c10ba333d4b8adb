/** Reads numbers of any bit count from bytes, highest bit first. */
export class BitReader {
  readonly #bytes: readonly number[];
  #position = 0;

  constructor(bytes: readonly number[]) {
    this.#bytes = bytes;
  }

  /** @throws {RangeError} past the last byte. */
  read(bitCount: number): number {
    if (this.#position + bitCount > this.#bytes.length * 8) throw new RangeError('the brush code ends early');
    let value = 0;
    for (let left = bitCount; left > 0;) {
      const free = 8 - (this.#position & 7);
      const taken = Math.min(free, left);
      const part = (this.#bytes[this.#position >>> 3] >> (free - taken)) & (2 ** taken - 1);
      value = value * 2 ** taken + part;
      this.#position += taken;
      left -= taken;
    }
    return value;
  }
}

/** Writes numbers of any bit count into bytes, highest bit first. */
export class BitWriter {
  readonly #bytes: number[] = [];
  /** Bits still free in the last byte. */
  #free = 0;

  write(value: number, bitCount: number): void {
    for (let left = bitCount; left > 0;) {
      if (this.#free === 0) {
        this.#bytes.push(0);
        this.#free = 8;
      }
      const taken = Math.min(this.#free, left);
      const part = Math.floor(value / 2 ** (left - taken)) & (2 ** taken - 1);
      this.#free -= taken;
      this.#bytes[this.#bytes.length - 1] |= part << this.#free;
      left -= taken;
    }
  }

  /** The bytes, with 1 to 8 spare zero bits at the end: a full byte where none are needed, as thi.ng's readers get it. */
  paddedBytes(): number[] {
    return this.#free === 0 ? [...this.#bytes, 0] : [...this.#bytes];
  }
}
