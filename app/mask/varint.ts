import { BlemishError } from '../domain/errors.ts';

/** Whole numbers from 0 to 2^32 - 1 as bytes of 7 bits, low bits first, the high bit set on all but the last. */
export class VarintWriter {
  #bytes = new Uint8Array(64);
  #length = 0;

  write(value: number): void {
    if (this.#length + LONGEST > this.#bytes.length) this.#double();
    let rest = value;
    while (rest > 0x7f) {
      this.#bytes[this.#length++] = (rest & 0x7f) | 0x80;
      rest >>>= 7;
    }
    this.#bytes[this.#length++] = rest;
  }

  finish(): Uint8Array {
    return this.#bytes.slice(0, this.#length);
  }

  #double(): void {
    const larger = new Uint8Array(2 * this.#bytes.length);
    larger.set(this.#bytes);
    this.#bytes = larger;
  }
}

/** Reads what `VarintWriter` wrote; anything else is refused. */
export class VarintReader {
  readonly #bytes: Uint8Array;
  #position = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** Bytes not read yet. */
  get left(): number {
    return this.#bytes.length - this.#position;
  }

  /** @throws {BlemishError} 'input' at the end of the bytes, and for a number that is too large or too long */
  read(): number {
    let value = 0;
    for (let i = 0; i < LONGEST; i++) {
      if (this.left === 0) throw damaged('they end too early');
      const byte = this.#bytes[this.#position++];
      value += (byte & 0x7f) * 2 ** (7 * i);
      if (byte > 0x7f) continue;
      if (value > 0xffffffff || (byte === 0 && i > 0)) break;
      return value;
    }
    throw damaged('they hold a number of the wrong form');
  }
}

/** Bytes of 2^32 - 1. */
const LONGEST = 5;

/** The error for stored bytes that are not what was written. */
export function damaged(problem: string): BlemishError {
  return new BlemishError('input', {
    problem: `Stored labels are damaged: ${problem}`,
    remedy: 'Take them from a backup',
  });
}
