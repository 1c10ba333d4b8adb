import { expect, test } from 'vitest';
import { evaluate, interpret } from '../../../tests/reference/interpreter.ts';
import { add, exp, mul } from '../ops/arithmetic.ts';
import { reduceSum } from '../ops/reduction.ts';
import { expand } from '../ops/shape.ts';
import { programParts, type Program } from '../program.ts';
import { constant, input, scalar, type Tensor } from '../tensor.ts';
import { foldConstants } from './constant-folding.ts';

function namesOf(program: Program): string[] {
  return programParts(program).nodes.map(({ operation }) => operation.name);
}

/** Folds with the interpreter, and tells which tensors it was asked for. */
async function fold(outputs: Record<string, Tensor>, largest?: number) {
  const asked: Tensor[] = [];
  const program = await foldConstants(
    { outputs, assignments: [] },
    (tensors) => {
      asked.push(...tensors);
      return Promise.resolve(evaluate(tensors));
    },
    largest,
  );
  return { program, asked };
}

const x = input('x', [2]);
const two = constant(Float64Array.of(1, 2), [2]);

test('computes what depends on constants alone, only where it is read', async () => {
  const factor = exp(add(two, two));
  const y = mul(x, factor);
  const { program, asked } = await fold({ y });
  expect(asked).toEqual([factor]);
  expect(namesOf(program)).toEqual(['Mul']);
  const before = interpret({ outputs: { y }, assignments: [] }, { x: [3, 5] });
  expect(interpret(program, { x: [3, 5] })).toEqual(before);
});

test('an output may be constant altogether', async () => {
  const { program } = await fold({ y: exp(two) });
  expect(namesOf(program)).toEqual([]);
  expect(interpret(program, {}).outputs.y).toEqual(Float64Array.of(Math.E, Math.exp(2)));
});

test('what is too large is left to the run, with all that reads it', async () => {
  const large = expand(exp(scalar(1)), [3, 4]);
  const y = mul(reduceSum(large, [0, 1]), x);
  const { program } = await fold({ y }, 11);
  expect(namesOf(program)).toEqual(['Expand', 'ReduceSum', 'Mul']);
  expect(namesOf((await fold({ y }, 12)).program)).toEqual(['Mul']);
});

test('a factor that turns out to be 1 is removed', async () => {
  const { program, asked } = await fold({ y: mul(x, exp(scalar(0))) });
  expect(asked).toHaveLength(1);
  expect(program.outputs.y).toBe(x);
});

test('without constants nothing is asked', async () => {
  const y = mul(x, x);
  const { program, asked } = await fold({ y });
  expect(asked).toEqual([]);
  expect(program.outputs.y).toBe(y);
});
