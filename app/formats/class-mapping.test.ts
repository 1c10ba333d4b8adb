import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BlemishError } from '../domain/errors.ts';
import { drawn } from '../mask/label-map.testing.ts';
import { labelValue } from '../mask/run-length-map.ts';
import { encodeValues } from '../mask/run-length-code.ts';
import type { Annotations, Finding } from './annotation-format.ts';
import { annotationsOf, classRows, listOf, runLengthsOf } from './annotations.testing.ts';
import { mapClasses, parseClassMapping } from './class-mapping.ts';

const named = (...names: string[]): Annotations['classes'] =>
  names.map((name, index) => ({ id: index + 1, name, colour: null }));

async function rowsAfter(
  mapping: string,
  ...names: string[]
): Promise<{ rows: string[]; classes: string[] }> {
  const labels = runLengthsOf(drawn('1234', '#...'));
  const source = annotationsOf(named(...names), [{ picture: 'a', labels }]);
  const target = mapClasses(source, parseClassMapping(mapping, 'map.yaml'), () => undefined);
  const [image] = await listOf(target.images());
  return { rows: classRows(image.labels), classes: target.classes.map(({ id, name }) => `${id} ${name}`) };
}

test('names, ids, ignore and background', async () => {
  expect(await rowsAfter('a: x\nb: 9\nc: ignore\nd: background', 'a', 'b', 'c', 'd')).toEqual({
    rows: ['19#.', '#...'],
    classes: ['1 x', '9 b'],
  });
});

test('classes of one new name become one; an id that is asked for goes first', async () => {
  expect(await rowsAfter('a: x\nb: x\nc: {name: y, id: 1}', 'a', 'b', 'c', 'd')).toEqual({
    rows: ['2214', '#...'],
    classes: ['1 y', '2 x', '4 d'],
  });
});

test('a class called ignore is named in full', async () => {
  expect((await rowsAfter('a: {name: ignore}', 'a')).classes).toEqual(['1 ignore']);
});

test('objects stay apart when their classes become one', async () => {
  const values = Uint32Array.of(labelValue(1, 1), labelValue(2, 1), labelValue(1, 1), labelValue(2, 2));
  const source = annotationsOf(named('a', 'b'), [{ picture: 'a', labels: encodeValues(values, 4, 1) }]);
  const target = mapClasses(source, parseClassMapping('b: a', 'map.yaml'), () => undefined);
  const [image] = await listOf(target.images());
  expect([...image.labels.values]).toEqual([1, 3, 1, 2].map((number) => labelValue(1, number)));
});

test('a name that is not there is told', () => {
  const findings: Finding[] = [];
  mapClasses(annotationsOf(named('a'), []), parseClassMapping('z: a', 'map.yaml'), (finding) =>
    findings.push(finding),
  );
  expect(findings).toMatchObject([{ kind: 'unmatched', subject: 'z' }]);
});

test.each([
  ['a: 1\nb: 300', 'map.yaml, line 2: b must map a class name'],
  ['- a', 'map.yaml, line 1: The file must map a class name'],
  ['a: x\na: y', 'map.yaml, line 2: the key a is given twice'],
  ['a: {nam: x}', 'map.yaml, line 1: a must map a class name'],
])('%j is refused', (text, message) => {
  expect(() => parseClassMapping(text, 'map.yaml')).toThrow(message);
});

test('two classes of one id are refused', async () => {
  await expect(rowsAfter('a: 7\nb: 7', 'a', 'b')).rejects.toThrow(
    'map.yaml: The id 7 of "b" does not go with "a"',
  );
});

test('any text gives a mapping or a BlemishError', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(...Array.from('ab: \n{}[]1,&*')) })),
      (text) => {
        try {
          parseClassMapping(text, 'map.yaml');
        } catch (error) {
          expect(error).toBeInstanceOf(BlemishError);
        }
      },
    ),
  );
});
