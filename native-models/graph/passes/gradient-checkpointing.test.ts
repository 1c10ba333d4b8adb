import { expect, test } from 'vitest';
import { normals } from '../../../tests/reference/gradient-check.ts';
import { interpret } from '../../../tests/reference/interpreter.ts';
import { gradients } from '../gradients.ts';
import { gelu, logSoftmax } from '../ops/activation.ts';
import { add, exp, mul, sub } from '../ops/arithmetic.ts';
import { conv } from '../ops/convolution.ts';
import { groupNormalization } from '../ops/normalization.ts';
import { reduceSum, reduceSumSquare } from '../ops/reduction.ts';
import { reshape } from '../ops/shape.ts';
import { topologicalOrder } from '../order.ts';
import { nameOf, programParts, programResults, type Program } from '../program.ts';
import { input, sizeOf, variable, type Tensor, type Variable } from '../tensor.ts';
import { checkpoint } from './gradient-checkpointing.ts';

const small = input('x', [1, 3, 5, 6]);
const large = input('x', [2, 3, 32, 48]);

interface Network {
  readonly program: Program;
  readonly loss: Tensor;
  /** What each block gives. */
  readonly blocks: readonly Tensor[];
}

/** A step of gradient descent through blocks, the variables of the first block first. */
function train(blocks: readonly Tensor[], last: Tensor, variables: readonly Variable[]): Network {
  const loss = reshape(reduceSumSquare(logSoftmax(last, 1), [0, 1, 2, 3]), []);
  const assignments = gradients(loss, variables).map((gradient, index) => ({
    variable: variables[index],
    value: sub(variables[index], mul(gradient, 0.01)),
  }));
  return { program: { outputs: { loss }, assignments }, loss, blocks };
}

/** Convolution and GELU, again and again. */
function chain(length: number, x = small): Network {
  const weights = Array.from({ length }, (_, index) => variable(`weight ${index}`, [3, 3, 3, 3]));
  const blocks: Tensor[] = [];
  for (const weight of weights) blocks.push(gelu(conv(blocks.at(-1) ?? x, weight, { padding: 1 })));
  return train(blocks, blocks[length - 1], weights);
}

/** Residual blocks with normalization; the last adds the result of the first. */
function residual(length: number, x = small): Network {
  const variables: Variable[] = [];
  const declare = (name: string, shape: number[]): Variable => {
    const made = variable(name, shape);
    variables.push(made);
    return made;
  };
  const blocks: Tensor[] = [];
  for (let index = 0; index < length; index++) {
    const from = blocks.at(-1) ?? x;
    const mixed = conv(from, declare(`weight ${index}`, [3, 3, 3, 3]), { padding: 1 });
    const normal = groupNormalization(
      mixed,
      declare(`scale ${index}`, [3]),
      declare(`bias ${index}`, [3]),
      3,
    );
    const shift = reshape(declare(`shift ${index}`, [3]), [1, 3, 1, 1]);
    blocks.push(add(from, mul(gelu(normal), shift)));
  }
  return train(blocks, mul(blocks[length - 1], blocks[0]), variables);
}

function run(program: Program) {
  const { variables } = programParts(program);
  const state = Object.fromEntries(
    variables.map((variable, index) => [nameOf(variable), normals(variable.shape, index).data]),
  );
  return interpret(program, { x: normals(small.shape).data }, state);
}

function every(step: number, blocks: readonly Tensor[]): Set<Tensor> {
  return new Set(blocks.filter((_, index) => index % step === step - 1));
}

/** The most elements that are alive at once if nodes run in order and a value goes after its last reader. */
function peakElements(program: Program): number {
  const results = programResults(program);
  const order = topologicalOrder(results);
  const lastReader = new Map<Tensor, number>();
  for (const [time, node] of order.entries()) for (const tensor of node.inputs) lastReader.set(tensor, time);
  for (const tensor of results) lastReader.set(tensor, Infinity);
  let alive = 0;
  let peak = 0;
  for (const [time, node] of order.entries()) {
    alive += total(node.outputs);
    peak = Math.max(peak, alive);
    const ended = [...new Set([...node.inputs, ...node.outputs])].filter(
      (tensor) => tensor.source.kind === 'node' && (lastReader.get(tensor) ?? time) === time,
    );
    alive -= total(ended);
  }
  return peak;
}

function reversed({ outputs, assignments }: Program): Program {
  return { outputs, assignments: assignments.toReversed() };
}

function total(tensors: readonly Tensor[]): number {
  return tensors.reduce((sum, { shape }) => sum + sizeOf(shape), 0);
}

function count(program: Program, name: string): number {
  return programParts(program).nodes.filter(({ operation }) => operation.name === name).length;
}

test.each([
  ['a chain, every block kept', chain(6), 1],
  ['a chain, every third block kept', chain(9), 3],
  ['a chain whose last kept block is not its last', chain(7), 4],
  ['residual blocks, every second kept', residual(6), 2],
])('the same numbers exactly: %s', (_, { program, loss, blocks }, step) => {
  const saving = checkpoint(program, every(step, blocks), loss);
  expect(count(saving, 'Barrier')).toBeGreaterThan(0);
  expect(run(saving)).toEqual(run(program));
});

test('each segment but the last is computed twice', () => {
  const { program, loss, blocks } = chain(9);
  const saving = checkpoint(program, every(3, blocks.slice(0, 8)), loss);
  expect(count(program, 'Conv')).toBe(9);
  expect(count(saving, 'Conv')).toBe(9 + 6);
  expect(count(saving, 'Gelu')).toBe(9 + 4);
});

test('a skip connection over many segments is held, and the segments stay apart', () => {
  const { program, loss, blocks } = residual(16, large);
  const saving = checkpoint(program, every(4, blocks), loss);
  expect(programParts(saving).nodes.flatMap(({ outputs }) => outputs)).toContain(blocks[0]);
  expect(peakElements(saving)).toBeLessThan(peakElements(program) / 2);
});

test('in a deep chain far fewer values are alive at once, in whatever order results are asked for', () => {
  const { program, loss, blocks } = chain(36, large);
  const saving = checkpoint(program, every(6, blocks), loss);
  expect(peakElements(saving)).toBeLessThan(peakElements(program) / 3);
  expect(peakElements(reversed(saving))).toBeLessThan(peakElements(reversed(program)) / 3);
});

test('a recomputation needs what the backward pass makes of the segment behind', () => {
  const { program, loss, blocks } = chain(4);
  const saving = checkpoint(program, new Set([blocks[1]]), loss);
  const first = topologicalOrder([loss]);
  const again = programParts(saving).nodes.filter(
    (node) => node.operation.name === 'Conv' && !first.includes(node),
  );
  expect(again).toHaveLength(2);
  for (const { outputs } of again) {
    const before = topologicalOrder([...outputs]).map(({ operation }) => operation.name);
    expect(before).toContain('ConvInputGradient');
    expect(before.filter((name) => name === 'ConvWeightGradient')).toHaveLength(2);
  }
});

test('the forward pass stays the same objects, and nothing kept changes nothing', () => {
  const { program, loss, blocks } = chain(4);
  expect(checkpoint(program, every(2, blocks), loss).outputs.loss).toBe(loss);
  expect(checkpoint(program, new Set(), loss)).toEqual(program);
});

test('what several first nodes read is held back once', () => {
  const [first, second] = [variable('first', [3, 3, 1, 1]), variable('second', [3, 3, 1, 1])];
  const kept = conv(mul(gelu(small), exp(small)), first);
  const { program, loss } = train([], conv(gelu(kept), second), [first, second]);
  const saving = checkpoint(program, new Set([kept]), loss);
  const barriers = programParts(saving).nodes.filter(({ operation }) => operation.name === 'Barrier');
  expect(barriers.filter(({ inputs }) => inputs[0] === small)).toHaveLength(1);
  expect(run(saving)).toEqual(run(program));
});

test('results of the program are at hand and are not computed again', () => {
  const { program, loss, blocks } = chain(4);
  const showing = { ...program, outputs: { loss, first: blocks[0], sum: reduceSum(blocks[0], [1]) } };
  const saving = checkpoint(showing, every(2, blocks), loss);
  expect(saving.outputs.first).toBe(blocks[0]);
  expect(run(saving)).toEqual(run(showing));
});
