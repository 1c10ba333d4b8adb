import { BlemishError } from '../domain/errors.ts';
import { parseJson } from './parse-json.ts';

/** One member of a JSON file: an element of a list at the top, or another value at the top. */
export interface JsonElement {
  /** Key of the list; '' where the file itself is one. */
  readonly key: string;
  /** Place in the list; null where the value of the key is no list. */
  readonly index: number | null;
  readonly value: unknown;
  /** Size in the file. */
  readonly bytes: number;
}

/** A single annotation larger than this is no annotation. */
const LARGEST_ELEMENT_BYTES = 2 ** 26;
/** Enough for any key, to be found before the list that it names. */
const KEY_BYTES = 1024;

/**
 * Reads a JSON file of any size, holding one piece of the file and one element at a time; as many elements come at
 * once as a piece completes, those that are in no list at the end. What comes before a mistake is given before it.
 *
 * @throws {BlemishError} 'input' with the place, where the text is no JSON, or an element is larger than 64 MiB
 */
export async function* jsonElements(
  pieces: AsyncIterable<Uint8Array>,
  subject: string,
): AsyncGenerator<JsonElement[]> {
  const splitter = new Splitter(subject);
  for await (const piece of pieces) {
    const elements: JsonElement[] = [];
    try {
      splitter.push(piece, elements);
    } catch (error) {
      yield elements;
      throw error;
    }
    yield elements;
  }
  yield splitter.end();
}

/** "annotations[12]", "info", or "[3]" in a file that is a list. */
export function placeOf({ key, index }: Pick<JsonElement, 'key' | 'index'>): string {
  return index === null ? key : `${key}[${index}]`;
}

const [QUOTE, BACKSLASH, COMMA] = [0x22, 0x5c, 0x2c];
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d];

/**
 * Cuts the elements out of the lists at the top. What remains, with a 0 in the place of each element, is parsed at
 * the end: so JSON.parse judges every byte of the file, and only brackets, commas and quotes are looked at here.
 */
class Splitter {
  readonly #subject: string;
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
    this.#subject = subject;
    this.#frame = new ByteText(subject);
    this.#element = new ByteText(subject);
  }

  push(piece: Uint8Array, elements: JsonElement[]): void {
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
          this.#finish(piece.subarray(from, i), elements);
          from = i;
          this.#index = null;
        }
      } else if (byte === COMMA && this.#index !== null && this.#depth === this.#listDepth) {
        this.#finish(piece.subarray(from, i), elements);
        this.#frame.add(piece.subarray(i, i + 1));
        from = i + 1;
      }
    }
    (this.#index === null ? this.#frame : this.#element).add(piece.subarray(from));
  }

  /** The values that are in no list. */
  end(): JsonElement[] {
    const bytes = this.#frame.size;
    const frame = parseJson(this.#frame.take(), this.#subject);
    if (typeof frame !== 'object' || frame === null || Array.isArray(frame)) return [];
    return Object.entries(frame)
      .filter(([, value]) => !Array.isArray(value))
      .map(([key, value]) => ({ key, index: null, value: value as unknown, bytes }));
  }

  #opensList(byte: number): boolean {
    this.#listDepth ??= byte === OPEN_LIST ? 1 : 2;
    return this.#index === null && byte === OPEN_LIST && this.#depth + 1 === this.#listDepth;
  }

  #finish(rest: Uint8Array, elements: JsonElement[]): void {
    this.#element.add(rest);
    const bytes = this.#element.size;
    const text = this.#element.take();
    if (text.trim() === '' || this.#index === null) return;
    const place = { key: this.#key, index: this.#index };
    elements.push({ ...place, value: parseJson(text, `${this.#subject}, ${placeOf(place)}`), bytes });
    this.#frame.add(ZERO);
    this.#index++;
  }
}

const ZERO = Uint8Array.of(0x30);

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

/** Text that arrives in pieces of bytes. */
class ByteText {
  readonly #subject: string;
  #bytes = new Uint8Array(1024);
  size = 0;

  constructor(subject: string) {
    this.#subject = subject;
  }

  /** @throws {BlemishError} 'input' where it grows too large */
  add(piece: Uint8Array): void {
    const size = this.size + piece.length;
    if (size > LARGEST_ELEMENT_BYTES) {
      throw new BlemishError('input', {
        subject: this.#subject,
        problem: `One value is larger than ${LARGEST_ELEMENT_BYTES / 2 ** 20} MiB`,
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

  /** The text so far, which is forgotten. */
  take(): string {
    const text = decoded(this.#bytes.subarray(0, this.size), this.#subject);
    this.size = 0;
    return text;
  }

  /** At most the last `count` bytes. */
  end(count: number): string {
    return LENIENT.decode(this.#bytes.subarray(Math.max(0, this.size - count), this.size));
  }
}

const STRICT = new TextDecoder('utf-8', { fatal: true });
const LENIENT = new TextDecoder('utf-8');

function decoded(bytes: Uint8Array, subject: string): string {
  try {
    return STRICT.decode(bytes);
  } catch (cause) {
    throw new BlemishError('input', {
      subject,
      problem: 'The text is not UTF-8',
      remedy: 'Save the file as UTF-8',
      cause,
    });
  }
}
