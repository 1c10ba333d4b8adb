import { decodeText } from './decode-text.ts';
import { JsonSplitter, type RawElement } from './json-splitter.ts';
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
  const splitter = new JsonSplitter(subject);
  for await (const piece of pieces) {
    const elements: JsonElement[] = [];
    try {
      splitter.push(piece, (raw) => elements.push(parsedElement(raw, subject)));
    } catch (error) {
      yield elements;
      throw error;
    }
    yield elements;
  }
  yield valuesOutsideLists(splitter.end(), subject);
}

/** "annotations[12]", "info", or "[3]" in a file that is a list. */
export function placeOf({ key, index }: Pick<JsonElement, 'key' | 'index'>): string {
  return index === null ? key : `${key}[${index}]`;
}

function parsedElement({ key, index, bytes }: RawElement, subject: string): JsonElement {
  const value = parseJson(decodeText(bytes, subject), `${subject}, ${placeOf({ key, index })}`);
  return { key, index, value, bytes: bytes.length };
}

function valuesOutsideLists(frame: Uint8Array, subject: string): JsonElement[] {
  const value = parseJson(decodeText(frame, subject), subject);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
  return Object.entries(value)
    .filter(([, member]) => !Array.isArray(member))
    .map(([key, member]) => ({ key, index: null, value: member as unknown, bytes: frame.length }));
}
