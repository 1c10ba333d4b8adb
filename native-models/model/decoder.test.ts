import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { cpuEngine, evaluateTensors } from '../../tests/cpu-engine.ts';
import { relativeError } from '../../tests/relative-error.ts';
import { gradients } from '../graph/gradients.ts';
import { mul } from '../graph/ops/arithmetic.ts';
import { reduceSum } from '../graph/ops/reduction.ts';
import { input, type Tensor } from '../graph/tensor.ts';
import { decodeSafetensors, type StoredTensor } from '../weights/safetensors.ts';
import { decode } from './decoder.ts';
import { noDropout } from './dropout.ts';
import { BRIEF_GROUPS, groupCount } from './layers.ts';
import { Parameters } from './parameters.ts';

type Goldens = Readonly<Record<string, StoredTensor>>;

test.each([
  { name: 'one-grid', channels: [16, 12, 8], classes: 3, outputSize: [70, 98] as const },
  { name: 'pyramid', channels: [36, 12, 8], classes: 4, outputSize: [48, 64] as const },
])('logits and all gradients are those of PyTorch: $name', async ({ name, ...options }) => {
  const goldens = await readGoldens(name);
  const leaf = (key: string): Tensor => input(key, goldens[key].shape);
  const features = {
    shallow: leaf('features.shallow'),
    mid: leaf('features.mid'),
    deep: leaf('features.deep'),
  };
  const parameters = new Parameters();
  const logits = decode(parameters, features, { ...options, groups: BRIEF_GROUPS, dropout: noDropout });
  const loss = reduceSum(mul(mul(logits, leaf('loss.rows')), leaf('loss.columns')), [0, 1, 2, 3]);

  const variables = parameters.all().map(({ variable }) => variable);
  const targets = [...Object.values(features), ...variables];
  const gradientNames = [
    ...Object.keys(features).map((key) => `gradient.features.${key}`),
    ...parameters.all().map((parameter) => `gradient.${parameter.name}`),
  ];
  expect(gradientNames.toSorted()).toEqual(
    Object.keys(goldens)
      .filter((key) => key.startsWith('gradient.'))
      .toSorted(),
  );

  const values = Object.fromEntries(Object.entries(goldens).map(([key, tensor]) => [key, tensor.values]));
  const gradientOf = gradients(loss, targets);
  const outputs = {
    logits,
    ...Object.fromEntries(gradientNames.map((key, index) => [key, gradientOf[index]])),
  };
  const results = await evaluateTensors(outputs, values, cpuEngine().createState(variables, values));
  expect(logits.shape).toEqual(goldens.logits.shape);
  for (const key of ['logits', ...gradientNames]) {
    expect(relativeError(results[key], goldens[key].values), key).toBeLessThan(1e-4);
  }
});

test("the brief's decoder over a vision transformer has 1,202,436 parameters", () => {
  const feature = (name: string): Tensor => input(name, [1, 768, 37, 37]);
  const features = { shallow: feature('shallow'), mid: feature('mid'), deep: feature('deep') };
  const parameters = new Parameters();
  const logits = decode(parameters, features, {
    channels: [256, 128, 64],
    classes: 4,
    outputSize: [518, 518],
    groups: BRIEF_GROUPS,
    dropout: noDropout,
  });
  expect(parameters.count()).toBe(1_202_436);
  expect(logits.shape).toEqual([1, 4, 518, 518]);
});

test.each([
  [256, 32],
  [64, 32],
  [36, 18],
  [12, 12],
  [31, 31],
  [37, 1],
  [1, 1],
])('%i channels are normalized in %i groups', (channels, groups) => {
  expect(groupCount(channels, BRIEF_GROUPS)).toBe(groups);
});

async function readGoldens(name: string): Promise<Goldens> {
  const url = new URL(`../../tests/goldens/data/decoder/${name}.safetensors`, import.meta.url);
  return decodeSafetensors(await readFile(url), name).tensors;
}
