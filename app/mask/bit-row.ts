/** A row of a mask, a bit a pixel: pixel x is bit `x % 32` of word `x / 32`; the bits after the last pixel are 0. */
export type BitRow = Int32Array<ArrayBuffer>;

/** Packs rows of `width` px. */
export class BitRowPacker {
  readonly #bytes: Uint8Array;
  /** The same bytes, four pixels a word. */
  readonly #words: Int32Array;
  readonly #width: number;

  constructor(width: number) {
    this.#width = width;
    this.#bytes = new Uint8Array(32 * Math.ceil(width / 32));
    this.#words = new Int32Array(this.#bytes.buffer);
  }

  /** A row of zeros. */
  emptyRow(): BitRow {
    return new Int32Array(this.#bytes.length / 32);
  }

  /** Sets the bits of the nonzero pixels among those that begin at index `start` of a mask. */
  pack(mask: Uint8Array, start: number, row: BitRow): void {
    // Copied, as few rows of a mask begin at a word.
    this.#bytes.set(mask.subarray(start, start + this.#width));
    for (let i = 0; i < row.length; i++) row[i] = bitsOf(this.#words, 8 * i);
  }
}

/** The bits of 32 pixels, eight words from `first` on. */
function bitsOf(words: Int32Array, first: number): number {
  const [a, b, c, d] = [words[first], words[first + 1], words[first + 2], words[first + 3]];
  const [e, f, g, h] = [words[first + 4], words[first + 5], words[first + 6], words[first + 7]];
  if ((a | b | c | d | e | f | g | h) === 0) return 0;
  const low = nonzeroBytes(a) | (nonzeroBytes(b) << 4) | (nonzeroBytes(c) << 8) | (nonzeroBytes(d) << 12);
  const high = nonzeroBytes(e) | (nonzeroBytes(f) << 4) | (nonzeroBytes(g) << 8) | (nonzeroBytes(h) << 12);
  return low | (high << 16);
}

/** Which bytes of a word are not 0, as four bits. */
function nonzeroBytes(word: number): number {
  const highBits = (((word & 0x7f7f7f7f) + 0x7f7f7f7f) | word) & 0x80808080;
  // The product moves the bits 0, 8, 16 and 24 next to each other.
  return (Math.imul(highBits >>> 7, 0x01020408) >>> 24) & 15;
}
