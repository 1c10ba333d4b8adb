import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BlemishError } from '../domain/errors.ts';
import { type JsonElement, jsonElements, placeOf } from './json-elements.ts';

async function elementsOf(text: string | Uint8Array, pieceBytes = 7): Promise<JsonElement[]> {
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text;
  async function* pieces(): AsyncGenerator<Uint8Array> {
    for (let start = 0; start < bytes.length; start += pieceBytes) {
      yield await Promise.resolve(bytes.slice(start, start + pieceBytes));
    }
  }
  const elements: JsonElement[] = [];
  for await (const some of jsonElements(pieces(), 'a.json')) elements.push(...some);
  return elements;
}

const placed = (elements: readonly JsonElement[]): [string, unknown][] =>
  elements.map((element) => [placeOf(element), element.value]);

test('elements of the lists at the top, and at the end what is in none', async () => {
  const text = '{"info": {"a": [1, 2]}, "images": [{"b": "],}\\""}, 3], "empty": [ ], "n": 5}';
  expect(placed(await elementsOf(text))).toEqual([
    ['images[0]', { b: '],}"' }],
    ['images[1]', 3],
    ['info', { a: [1, 2] }],
    ['n', 5],
  ]);
});

test('a file that is a list', async () => {
  expect(placed(await elementsOf('\ufeff [ [1], "a" ]\n'))).toEqual([
    ['[0]', [1]],
    ['[1]', 'a'],
  ]);
});

test.each([
  ['', 'a.json: This is not JSON'],
  ['{"a": [1, 2', 'a.json: This is not JSON'],
  ['{"a": [1,, 2]}', 'a.json: This is not JSON'],
  ['{"a": [1}]', 'a.json: This is not JSON'],
  ['{"a": [1] "b": 2}', 'a.json: This is not JSON'],
  ['{"a": [1, {"b": 2 "c"}]}', 'a.json, a[1]: This is not JSON'],
  ['{"a": [{"b": [1.5, NaN]}]}', 'a.json, a[0]: NaN stands where a number is expected'],
  ['[{"b": [-Infinity]}]', 'a.json, [0]: -Infinity stands where a number is expected'],
])('%s is refused', async (text, message) => {
  const wrong = await elementsOf(text).catch((error: unknown) => error);
  expect(wrong).toBeInstanceOf(BlemishError);
  expect((wrong as BlemishError).message).toContain(message);
  expect((wrong as BlemishError).message).not.toContain('\n');
});

test('bytes that are not UTF-8 are refused', async () => {
  await expect(elementsOf(Uint8Array.of(0x5b, 0x22, 0xff, 0x22, 0x5d))).rejects.toThrow('not UTF-8');
});

test('any JSON in any pieces gives what JSON.parse gives', async () => {
  const members = fc.dictionary(
    fc.string(),
    fc.oneof(
      fc.array(fc.jsonValue()),
      fc.jsonValue().filter((value) => !Array.isArray(value)),
    ),
  );
  await fc.assert(
    fc.asyncProperty(members, fc.integer({ min: 1, max: 40 }), async (file, pieceBytes) => {
      const text = JSON.stringify(file);
      const expected = Object.entries(JSON.parse(text) as object).flatMap(
        ([key, value]: [string, unknown]) =>
          Array.isArray(value) ? value.map((element: unknown) => element) : [[key, value]],
      );
      const found = await elementsOf(text, pieceBytes);
      expect(found).toHaveLength(expected.length);
      const lists = found.filter(({ index }) => index !== null);
      for (const { key, index, value } of lists) {
        const list = (JSON.parse(text) as Record<string, unknown[]>)[key];
        expect(value).toEqual(list[index ?? -1]);
      }
    }),
  );
});

test('any bytes give elements or a BlemishError', async () => {
  const text = fc.oneof(fc.string({ unit: fc.constantFrom(...Array.from('[]{},:"\\ 01an')) }), fc.string());
  await fc.assert(
    fc.asyncProperty(text, async (anything) => {
      await elementsOf(anything).catch((error: unknown) => {
        expect(error).toBeInstanceOf(BlemishError);
      });
    }),
  );
});
