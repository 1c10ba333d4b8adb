import { InferenceSession } from 'onnxruntime-node';
import { expect, test, vi } from 'vitest';
import { cpuEngine, evaluateTensors } from '../../../tests/cpu-engine.ts';
import { add, exp, mul } from '../../graph/ops/arithmetic.ts';
import { cast } from '../../graph/ops/cast.ts';
import { greater } from '../../graph/ops/comparison.ts';
import { reshape } from '../../graph/ops/shape.ts';
import type { Program } from '../../graph/program.ts';
import { constant, GraphError, input, scalar, variable } from '../../graph/tensor.ts';
import type { State } from '../engine.ts';

const engine = cpuEngine();
const a = variable('a', [2]);
const b = variable('b', [2]);

function stateOfBoth(): State {
  return engine.createState([a, b], { a: Float32Array.of(1, 2), b: Float32Array.of(3, 4) });
}

async function valuesOfBoth(state: State): Promise<number[][]> {
  return [[...(await state.read('a'))], [...(await state.read('b'))]];
}

test('all variables move together, so two can change places', async () => {
  const state = stateOfBoth();
  const swap = await engine.compile(
    {
      outputs: { a },
      assignments: [
        { variable: a, value: b },
        { variable: b, value: a },
      ],
    },
    state,
  );
  const first = await swap.run({});
  expect([...first.a]).toEqual([1, 2]);
  expect(await valuesOfBoth(state)).toEqual([
    [3, 4],
    [1, 2],
  ]);
  const second = await swap.run({});
  expect([...second.a]).toEqual([3, 4]);
  expect(await valuesOfBoth(state)).toEqual([
    [1, 2],
    [3, 4],
  ]);
  await swap.release();
});

test('where the guard is false, outputs come and nothing moves', async () => {
  const state = stateOfBoth();
  const x = input('x', []);
  const program: Program = {
    outputs: { sum: add(a, x) },
    assignments: [
      { variable: a, value: add(a, x) },
      { variable: b, value: mul(b, x) },
    ],
    guard: greater(x, scalar(0)),
  };
  const executable = await engine.compile(program, state);
  const refused = await executable.run({ x: Float32Array.of(-1) });
  expect([...refused.sum]).toEqual([0, 1]);
  expect(await valuesOfBoth(state)).toEqual([
    [1, 2],
    [3, 4],
  ]);
  await executable.run({ x: Float32Array.of(2) });
  expect(await valuesOfBoth(state)).toEqual([
    [3, 4],
    [6, 8],
  ]);
  await executable.release();
});

test('an input that is not given is named, and nothing moves', async () => {
  const state = stateOfBoth();
  const program = { outputs: {}, assignments: [{ variable: a, value: add(a, input('x', [2])) }] };
  const executable = await engine.compile(program, state);
  await expect(executable.run({})).rejects.toThrow(new GraphError('the input x was not given'));
  expect([...(await state.read('a'))]).toEqual([1, 2]);
  await executable.release();
});

test('programs of one state see what the others assigned and what was written', async () => {
  const state = stateOfBoth();
  const double = await engine.compile(
    { outputs: {}, assignments: [{ variable: a, value: mul(a, 2) }] },
    state,
  );
  const sum = await engine.compile({ outputs: { sum: add(a, b) }, assignments: [] }, state);
  await double.run({});
  expect([...(await sum.run({})).sum]).toEqual([5, 8]);
  await state.write('b', Float32Array.of(10, 20));
  await double.run({});
  expect([...(await sum.run({})).sum]).toEqual([14, 28]);
  await double.release();
  await sum.release();
});

test('a state refuses wrong sizes and unknown names', async () => {
  const state = stateOfBoth();
  expect(() => engine.createState([a], { a: Float32Array.of(1) })).toThrow(GraphError);
  expect(() => state.write('a', Float32Array.of(1))).toThrow(GraphError);
  expect(() => state.read('c')).toThrow(GraphError);
  const stranger = { outputs: { c: add(variable('c', [2]), a) }, assignments: [] };
  await expect((await engine.compile(stranger, state)).run({})).rejects.toThrow(GraphError);
});

test('float16 constants are rounded to nearest even, down to subnormals and up to infinity', async () => {
  const cases: readonly (readonly [value: number, half: number])[] = [
    [0, 0],
    [-1.5, -1.5],
    [0.1, 0.0999755859375],
    [1 + 2 ** -11, 1],
    [1 + 3 * 2 ** -11, 1 + 2 ** -9],
    [2 - 2 ** -12, 2],
    [65504, 65504],
    [65519, 65504],
    [65520, Infinity],
    [-1e9, -Infinity],
    [2 ** -14, 2 ** -14],
    [2 ** -24, 2 ** -24],
    [2 ** -25, 0],
    [3 * 2 ** -25, 2 ** -23],
    [NaN, NaN],
  ];
  const values = Float32Array.from(cases, ([value]) => value);
  const rounded = await evaluateTensors({ y: cast(constant(values, [values.length], 'float16'), 'float32') });
  expect([...rounded.y]).toEqual(cases.map(([, half]) => half));
});

test('bfloat16 keeps the upper half of a float32, rounded to nearest even', async () => {
  const values = Float32Array.of(1, 1 + 2 ** -8, 1 + 3 * 2 ** -8, -Infinity, NaN);
  const rounded = await evaluateTensors({ y: cast(constant(values, [5], 'bfloat16'), 'float32') });
  expect([...rounded.y]).toEqual([1, 1, 1 + 2 ** -6, -Infinity, NaN]);
});

test('two outputs may be one tensor, and an output may be an input', async () => {
  const x = input('x', [2]);
  const y = reshape(x, [1, 2]);
  const results = await evaluateTensors({ x, first: y, second: y }, { x: Float32Array.of(1, 2) });
  expect(Object.values(results).map((values) => [...values])).toEqual([
    [1, 2],
    [1, 2],
    [1, 2],
  ]);
});

test('what depends on constants alone is computed once, when the program is compiled', async () => {
  const create = vi.spyOn(InferenceSession, 'create');
  const factor = exp(constant(Float32Array.of(0, 1), [2]));
  const program = { outputs: { y: mul(input('x', [2]), factor) }, assignments: [] };
  const executable = await engine.compile(program, engine.createState([], {}));
  const models = create.mock.calls.map(([bytes]) => Buffer.from(bytes));
  create.mockRestore();
  expect(models.map((bytes) => bytes.includes('Exp'))).toEqual([true, false]);
  const { y } = await executable.run({ x: Float32Array.of(2, 2) });
  expect(y[0]).toBe(2);
  expect(y[1]).toBeCloseTo(2 * Math.E, 6);
  await executable.release();
});

test.each(['float32', 'float16', 'bfloat16', 'int32', 'int64', 'uint8', 'bool'] as const)(
  'a computed constant of type %s keeps its type',
  async (type) => {
    const x = input('x', [2]);
    const computed = cast(cast(constant(Float32Array.of(0, 1), [2]), type), 'float32');
    const kept = cast(constant(Float32Array.of(0, 1), [2]), type);
    const results = await evaluateTensors(
      { sum: add(computed, x), kept: cast(kept, 'float32') },
      { x: Float32Array.of(1, 1) },
    );
    expect([...results.sum]).toEqual([1, 2]);
    expect([...results.kept]).toEqual([0, 1]);
  },
);
