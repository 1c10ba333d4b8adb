import { expect, test } from 'vitest';
import { interpret } from '../../../tests/reference/interpreter.ts';
import { add, exp, mul, neg } from '../ops/arithmetic.ts';
import { less } from '../ops/comparison.ts';
import { programParts, type Program } from '../program.ts';
import { input, scalar, variable } from '../tensor.ts';
import { rewrite } from './rewrite.ts';

const [x, w] = [input('x', []), variable('w', [])];
const early = neg(x);
const product = mul(early, w);
const late = add(exp(product), product);
const program: Program = {
  outputs: { early, late },
  assignments: [{ variable: w, value: late }],
  guard: less(late, scalar(0)),
};

test('without a replacement all tensors stay the same objects', () => {
  expect(rewrite(program, () => undefined)).toEqual(program);
  expect(rewrite(program, () => undefined).outputs.late).toBe(late);
});

test('replaces a node everywhere it is read, and nothing before it', () => {
  const rewritten = rewrite(program, ({ operation }, [a, b]) =>
    operation.name === 'Mul' ? [add(a, b)] : undefined,
  );
  expect(rewritten.outputs.early).toBe(early);
  expect(rewritten.assignments[0].value).toBe(rewritten.outputs.late);
  const names = programParts(rewritten).nodes.map(({ operation }) => operation.name);
  expect(names).toEqual(['Neg', 'Add', 'Exp', 'Add', 'Less']);
  const { outputs } = interpret({ ...rewritten, assignments: [] }, { x: [2] }, { w: [3] });
  expect(outputs).toEqual({ early: Float64Array.of(-2), late: Float64Array.of(Math.E + 1) });
});

test('a replacement sees inputs that are replaced already', () => {
  const rewritten = rewrite(program, ({ operation }, [a]) =>
    operation.name === 'Neg' || operation.name === 'Exp' ? [a] : undefined,
  );
  const { outputs } = interpret({ ...rewritten, assignments: [] }, { x: [2] }, { w: [3] });
  expect(outputs).toEqual({ early: Float64Array.of(2), late: Float64Array.of(12) });
});
