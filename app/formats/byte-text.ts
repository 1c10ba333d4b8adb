import { BlemishError } from '../domain/errors.ts';

/** A single annotation larger than this is no annotation. */
const LARGEST_TEXT_BYTES = 2 ** 26;

/** Text that arrives in pieces of bytes. */
export class ByteText {
  readonly #subject: string;
  #bytes = new Uint8Array(1024);
  size = 0;

  constructor(subject: string) {
    this.#subject = subject;
  }

  /** @throws {BlemishError} 'input' where it grows too large */
  add(piece: Uint8Array): void {
    const size = this.size + piece.length;
    if (size > LARGEST_TEXT_BYTES) {
      throw new BlemishError('input', {
        subject: this.#subject,
        problem: `One value is larger than ${LARGEST_TEXT_BYTES / 2 ** 20} MiB`,
        remedy: 'Give annotations, not pictures or other data in one JSON file',
      });
    }
    if (size > this.#bytes.length) {
      const larger = new Uint8Array(2 * size);
      larger.set(this.#bytes.subarray(0, this.size));
      this.#bytes = larger;
    }
    this.#bytes.set(piece, this.size);
    this.size = size;
  }

  /** The bytes so far and a last piece after them, until more are added; the text begins anew. */
  take(last: Uint8Array): Uint8Array {
    if (this.size === 0) return last;
    this.add(last);
    const bytes = this.#bytes.subarray(0, this.size);
    this.size = 0;
    return bytes;
  }

  /** At most the last `count` bytes. */
  end(count: number): string {
    return LENIENT.decode(this.#bytes.subarray(Math.max(0, this.size - count), this.size));
  }
}

const LENIENT = new TextDecoder('utf-8');
