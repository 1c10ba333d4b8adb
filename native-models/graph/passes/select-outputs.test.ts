import { expect, test } from 'vitest';
import { softmax } from '../ops/activation.ts';
import { mul, sub } from '../ops/arithmetic.ts';
import { programParts } from '../program.ts';
import { input, variable } from '../tensor.ts';
import { selectOutputs } from './select-outputs.ts';

const [x, w, labels] = [input('x', [3]), variable('w', []), input('labels', [3])];
const probabilities = softmax(mul(x, w), 0);
const error = sub(probabilities, labels);
const training = { outputs: { probabilities, error }, assignments: [{ variable: w, value: w }] };

test('what the selected outputs do not reach is gone', () => {
  expect(programParts(training).nodes).toHaveLength(3);
  const selected = selectOutputs(training, ['probabilities']);
  const parts = programParts(selected);
  expect(selected.assignments).toEqual([]);
  expect(parts.nodes.map(({ operation }) => operation.name)).toEqual(['Mul', 'Softmax']);
  expect(parts.inputs).toEqual([x]);
});

test('an unknown output is named', () => {
  expect(() => selectOutputs(training, ['logits'])).toThrow('the program has no output logits');
});
