import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { OPERATIONS } from '../../native-models/engines/onnx/lowering/table.ts';
import { programParts } from '../../native-models/graph/program.ts';
import { checkedModels, checkedPrograms } from './onnx-models.ts';

const goldenSchema = z.object({
  models: z.record(z.string(), z.object({ sha256: z.string(), result: z.string() })),
});

const golden = goldenSchema.parse(
  JSON.parse(await readFile(new URL('data/onnx_checker.json', import.meta.url), 'utf8')),
);
const models = checkedModels();

const CHECK_AGAIN =
  'This model is not the one that onnx.checker has seen. If the change is meant, have it checked again ' +
  '(python with the package onnx): python tests/goldens/onnx_checker.py';

test.each(Object.keys(models))('%s is, byte for byte, the model that onnx.checker found valid', (name) => {
  const sha256 = createHash('sha256').update(models[name].bytes).digest('hex');
  expect(golden.models[name], CHECK_AGAIN).toMatchObject({ sha256, result: 'valid' });
});

test('no operation of the engine is left out', () => {
  const { nodes } = programParts(checkedPrograms()['every-operation']);
  const names = new Set(nodes.map(({ operation }) => operation.name));
  expect([...names].sort()).toEqual([...OPERATIONS].sort());
});
