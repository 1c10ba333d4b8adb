import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { evaluateTensors } from '../../tests/cpu-engine.ts';
import { relativeError } from '../../tests/relative-error.ts';
import { gradients } from '../graph/gradients.ts';
import { mixedPrecision } from '../graph/passes/mixed-precision.ts';
import { programParts } from '../graph/program.ts';
import { input } from '../graph/tensor.ts';
import { combinedLoss, type LossOptions } from './loss.ts';

const numbers = z.array(z.number());
const goldens = z
  .object({
    shape: z.tuple([z.int(), z.int(), z.int(), z.int()]),
    logits: numbers,
    cases: z.array(
      z.object({
        name: z.string(),
        options: z.object({
          diceWeight: z.number(),
          foregroundWeight: z.number().default(0),
          focalWeight: z.number(),
          focalAlpha: z.number(),
          focalGamma: z.number(),
          classWeights: numbers,
          diceSmooth: z.number(),
          diceClasses: z.enum(['all', 'present']),
        }),
        labels: numbers,
        dice: z.number(),
        focal: z.number(),
        total: z.number(),
        gradient: numbers,
      }),
    ),
  })
  .parse(JSON.parse(readFileSync(new URL('../../tests/goldens/data/losses.json', import.meta.url), 'utf8')));

const DEFAULTS = goldens.cases[0].options;

test.each(goldens.cases)('values and gradient are those of PyTorch: $name', async (golden) => {
  const { options, labels, dice, focal, total } = golden;
  const result = await lossOf(goldens.logits, goldens.shape, labels, options);
  expect(Math.abs(result.loss - total)).toBeLessThan(1e-6);
  expect(relativeError(result.gradient, golden.gradient)).toBeLessThan(1e-6);

  const diceOnly = { ...options, diceWeight: 1, focalWeight: 0 };
  const focalOnly = { ...options, diceWeight: 0, focalWeight: 1 };
  expect((await lossOf(goldens.logits, goldens.shape, labels, diceOnly)).loss).toBeCloseTo(dice, 6);
  expect((await lossOf(goldens.logits, goldens.shape, labels, focalOnly)).loss).toBeCloseTo(focal, 6);
});

test('a pixel of even odds: Dice 1 - (2/3 + 0) / 2, focal -0.25 * 3 * 0.5^2 * ln 0.5', async () => {
  // Class 0: 2 * 0.5 / (0.5 + 1) = 2/3. Class 1: 0 / (0.5 + 0) = 0.
  const options = { ...DEFAULTS, diceWeight: 1, focalWeight: 1, classWeights: [3, 1], diceSmooth: 0 };
  const { loss } = await lossOf([0, 0], [1, 2, 1, 1], [0], options);
  expect(loss).toBeCloseTo(2 / 3 + 0.25 * 3 * 0.25 * Math.LN2, 6);
});

test('foreground Dice: any defect against background, picture by picture', async () => {
  // Picture 1: p of a defect 2/3 at a defect and 2/3 at background: 1 - (2 * 2/3 + 1) / (4/3 + 1 + 1).
  // Picture 2, free of defects: 1 - 1 / (2/3 + 1), its second pixel ignored.
  const weights = { diceWeight: 0, foregroundWeight: 1, focalWeight: 0 };
  const { loss } = await lossOf(new Array(12).fill(0), [2, 3, 1, 2], [2, 0, 0, 255], {
    ...DEFAULTS,
    ...weights,
    classWeights: [1, 1, 1],
    diceSmooth: 1,
  });
  expect(loss).toBeCloseTo((1 - 7 / 3 / (10 / 3) + 1 - 1 / (5 / 3)) / 2, 6);
});

test('under mixed precision the loss stays in float32, where a picture may have more pixels than float16 counts', () => {
  const options = { ...DEFAULTS, foregroundWeight: 0.5, classWeights: [1, 1] };
  const logits = input('logits', [1, 2, 1, 70_000]);
  const loss = combinedLoss(logits, input('labels', [1, 1, 70_000], 'int32'), options);
  const [gradient] = gradients(loss, [logits]);
  const program = { outputs: { loss, gradient }, assignments: [] };
  const halved = mixedPrecision(program, 'float16');
  const types = programParts(halved).nodes.flatMap(({ inputs, outputs }) => [...inputs, ...outputs]);
  expect(types.some(({ type }) => type === 'float16')).toBe(false);
});

test('a batch of ignored pixels only has no gradient', async () => {
  const { loss, gradient } = await lossOf([1, 2, 3, 4], [1, 2, 1, 2], [255, 255], {
    ...DEFAULTS,
    classWeights: [1, 1],
  });
  expect(loss).toBeCloseTo(0, 6);
  expect(Math.max(...gradient.map(Math.abs))).toBe(0);
});

/** The combined loss of logits [N, C, H, W] and its gradient for them. */
async function lossOf(
  values: readonly number[],
  shape: readonly [number, number, number, number],
  classIds: readonly number[],
  options: LossOptions,
): Promise<{ loss: number; gradient: number[] }> {
  const [n, , height, width] = shape;
  const logits = input('logits', shape);
  const loss = combinedLoss(logits, input('labels', [n, height, width], 'int32'), options);
  const [gradient] = gradients(loss, [logits]);
  const feeds = { logits: Float32Array.from(values), labels: Int32Array.from(classIds) };
  const results = await evaluateTensors({ loss, gradient }, feeds);
  return { loss: results.loss[0], gradient: [...results.gradient] };
}
