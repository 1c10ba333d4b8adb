import { ByteText } from './byte-text.ts';

/** Enough for any key, to be found before the list that it names. */
const KEY_BYTES = 1024;
const [QUOTE, BACKSLASH, COMMA] = [0x22, 0x5c, 0x2c];
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d];

/** An element of a list at the top, as it stands in the file. */
export interface RawElement {
  /** Key of the list; '' where the file itself is one. */
  readonly key: string;
  readonly index: number;
  /** Until the next element comes. */
  readonly bytes: Uint8Array;
}

/**
 * Cuts the elements out of the lists at the top of a JSON file. What remains, with a 0 in the place of each element, is
 * parsed at the end; with the elements JSON.parse can so judge every byte of the file, and only brackets, commas and
 * quotes are looked at here.
 */
export class JsonSplitter {
  readonly #frame: ByteText;
  readonly #element: ByteText;
  #depth = 0;
  #inString = false;
  #escaped = false;
  /** Brackets around an element: 1 where the file is a list, 2 where it is an object, null before either. */
  #listDepth: 1 | 2 | null = null;
  #key = '';
  /** null outside of lists. */
  #index: number | null = null;

  constructor(subject: string) {
    this.#frame = new ByteText(subject);
    this.#element = new ByteText(subject);
  }

  /** @throws {BlemishError} 'input' where an element is larger than 64 MiB */
  push(piece: Uint8Array, visit: (element: RawElement) => void): void {
    let from = 0;
    for (let i = 0; i < piece.length; i++) {
      const byte = piece[i];
      if (this.#inString) {
        if (this.#escaped) this.#escaped = false;
        else if (byte === BACKSLASH) this.#escaped = true;
        else if (byte === QUOTE) this.#inString = false;
      } else if (byte === QUOTE) {
        this.#inString = true;
      } else if (byte === OPEN_LIST || byte === OPEN_OBJECT) {
        if (this.#opensList(byte)) {
          this.#frame.add(piece.subarray(from, i + 1));
          from = i + 1;
          this.#key = keyAtEnd(this.#frame.end(KEY_BYTES));
          this.#index = 0;
        }
        this.#depth++;
      } else if (byte === CLOSE_LIST || byte === CLOSE_OBJECT) {
        this.#depth--;
        if (this.#index !== null && this.#depth + 1 === this.#listDepth) {
          this.#finish(piece.subarray(from, i), visit);
          from = i;
          this.#index = null;
        }
      } else if (byte === COMMA && this.#index !== null && this.#depth === this.#listDepth) {
        this.#finish(piece.subarray(from, i), visit);
        this.#frame.add(piece.subarray(i, i + 1));
        from = i + 1;
      }
    }
    (this.#index === null ? this.#frame : this.#element).add(piece.subarray(from));
  }

  /** The file without the elements. */
  end(): Uint8Array {
    return this.#frame.take(NOTHING);
  }

  #opensList(byte: number): boolean {
    this.#listDepth ??= byte === OPEN_LIST ? 1 : 2;
    return this.#index === null && byte === OPEN_LIST && this.#depth + 1 === this.#listDepth;
  }

  #finish(rest: Uint8Array, visit: (element: RawElement) => void): void {
    const bytes = this.#element.take(rest);
    if (this.#index === null || isBlank(bytes)) return;
    visit({ key: this.#key, index: this.#index, bytes });
    this.#frame.add(ZERO);
    this.#index++;
  }
}

const ZERO = Uint8Array.of(0x30);
const NOTHING = new Uint8Array(0);

/** Whether there is nothing but JSON's white space. */
function isBlank(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte === 0x20 || (byte >= 0x09 && byte <= 0x0d));
}

/** The last key of a text such as '"images": ['. */
function keyAtEnd(text: string): string {
  const match = /"((?:[^"\\]|\\.)*)"\s*:\s*\[$/.exec(text);
  return match === null ? '' : unescaped(match[1]);
}

/** A key that cannot be read is told when the whole is parsed. */
function unescaped(key: string): string {
  try {
    return String(JSON.parse(`"${key}"`));
  } catch {
    return key;
  }
}
