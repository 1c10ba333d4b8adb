import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { cpuEngine } from '../../tests/cpu-engine.ts';
import { relativeError } from '../../tests/relative-error.ts';
import type { Program } from '../graph/program.ts';
import { input, sizeOf, variable } from '../graph/tensor.ts';
import { adamw, adamwInputs, momentsOf } from './adamw.ts';
import { clipByNorm } from './clip.ts';
import { joined } from './joined.ts';

const numbers = z.array(z.number());
const goldens = z
  .object({
    shapes: z.array(numbers),
    weightDecay: z.number(),
    learningRates: numbers,
    initial: z.array(numbers),
    gradients: z.array(z.array(numbers)),
    cases: z.array(
      z.object({ clip: z.number().nullable(), norms: numbers.nullable(), float64: z.array(numbers) }),
    ),
  })
  .parse(JSON.parse(readFileSync(new URL('../../tests/goldens/data/adamw.json', import.meta.url), 'utf8')));

const parameters = goldens.shapes.map((shape, index) => variable(`parameter/${index}`, shape));
const moments = momentsOf(parameters);

test.each(goldens.cases)(
  'twenty updates end where those of PyTorch do: norm limit $clip',
  async ({ clip, norms, float64 }) => {
    const state = cpuEngine().createState([...parameters, moments.first, moments.second], {
      ...named('parameter', goldens.initial),
      'adamw/first': new Float32Array(sizeOf(moments.first.shape)),
      'adamw/second': new Float32Array(sizeOf(moments.second.shape)),
    });
    const executable = await cpuEngine().compile(updateProgram(clip), state);
    for (const [index, gradients] of goldens.gradients.entries()) {
      const { norm } = await executable.run({
        ...named('gradient', gradients),
        ...adamwInputs(index + 1, goldens.learningRates[index], goldens.weightDecay),
      });
      if (norms !== null) expect(relativeError(norm, [norms[index]])).toBeLessThan(1e-5);
    }
    await executable.release();
    for (const [index, expected] of float64.entries()) {
      expect(relativeError(await state.read(`parameter/${index}`), expected)).toBeLessThan(1e-5);
    }
  },
);

/** One update from gradients that are fed, with the joint norm as its output where they are clipped. */
function updateProgram(clip: number | null): Program {
  const gradient = joined(goldens.shapes.map((shape, index) => input(`gradient/${index}`, shape)));
  if (clip === null) return { outputs: {}, assignments: adamw(parameters, gradient, moments) };
  const clipped = clipByNorm(gradient, clip);
  return { outputs: { norm: clipped.norm }, assignments: adamw(parameters, clipped.gradient, moments) };
}

function named(kind: string, tensors: readonly (readonly number[])[]): Record<string, Float32Array> {
  return Object.fromEntries(tensors.map((values, index) => [`${kind}/${index}`, Float32Array.from(values)]));
}

test('a parameter with half the share learns and decays at half the rate', async () => {
  const [whole, half] = [variable('whole', [2]), variable('half', [2])];
  const own = momentsOf([whole, half]);
  const one = input('gradient', [2]);
  const gradient = joined([one, one]);
  const program = { outputs: {}, assignments: adamw([whole, half], gradient, own, [1, 0.5]) };
  const state = cpuEngine().createState([whole, half, own.first, own.second], {
    whole: Float32Array.of(1, 1),
    half: Float32Array.of(1, 1),
    'adamw/first': new Float32Array(4),
    'adamw/second': new Float32Array(4),
  });
  const executable = await cpuEngine().compile(program, state);
  await executable.run({ gradient: Float32Array.of(3, -0.1), ...adamwInputs(1, 0.01, 0.5) });
  await executable.release();
  // The first step goes the whole rate against the gradient's sign; decay takes rate * 0.5 of 1.
  expect(relativeError(await state.read('whole'), [1 - 0.005 - 0.01, 1 - 0.005 + 0.01])).toBeLessThan(1e-6);
  expect(relativeError(await state.read('half'), [1 - 0.0025 - 0.005, 1 - 0.0025 + 0.005])).toBeLessThan(
    1e-6,
  );
});
