import { expect, test } from 'vitest';
import { add, mul } from './ops/arithmetic.ts';
import { programParts } from './program.ts';
import { input, scalar, variable } from './tensor.ts';

test('the parts of a program are what its results reach', () => {
  const [x, w, v] = [input('x', []), variable('w', []), variable('v', [])];
  const two = scalar(2);
  const y = mul(x, two);
  const next = add(w, y);
  const dead = mul(next, input('unused', []));
  const parts = programParts({ outputs: { y }, assignments: [{ variable: w, value: next }], guard: v });
  expect(parts.nodes.map(({ operation }) => operation.name)).toEqual(['Mul', 'Add']);
  expect(parts.nodes.flatMap(({ outputs }) => outputs)).not.toContain(dead);
  expect(parts.inputs).toEqual([x]);
  expect(parts.variables).toEqual([w, v]);
  expect(parts.constants).toEqual([two]);
});

test('a result that no node makes is a part too', () => {
  const [x, w] = [input('x', []), variable('w', [])];
  const parts = programParts({ outputs: { x }, assignments: [{ variable: w, value: scalar(1) }] });
  expect(parts.inputs).toEqual([x]);
  expect(parts.constants).toHaveLength(1);
});

test('two inputs or two variables of one name are refused', () => {
  const twoInputs = add(input('x', []), input('x', []));
  expect(() => programParts({ outputs: { twoInputs }, assignments: [] })).toThrow('two inputs are named x');
  const w = variable('w', []);
  const assignment = { variable: w, value: scalar(1) };
  expect(() => programParts({ outputs: {}, assignments: [assignment, assignment] })).toThrow(
    'two variables are named w',
  );
});
