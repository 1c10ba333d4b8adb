import { expect, test } from 'vitest';
import { cpuEngine } from '../../../../tests/cpu-engine.ts';
import { relativeError } from '../../../../tests/relative-error.ts';
import { gradients } from '../../../graph/gradients.ts';
import { mul } from '../../../graph/ops/arithmetic.ts';
import { conv } from '../../../graph/ops/convolution.ts';
import { reduceSum } from '../../../graph/ops/reduction.ts';
import { resize } from '../../../graph/ops/resize.ts';
import { reshape } from '../../../graph/ops/shape.ts';
import { constant, input, sizeOf, type Shape, type Tensor } from '../../../graph/tensor.ts';
import { random } from '../../../random.ts';

/** Of functions linear in each input, for which central differences are exact: a wide step keeps rounding small. */
const STEP = 1;

test.each<{ name: string; x: Shape; weight: Shape; stride?: number; padding?: number; group?: number }>([
  { name: '3x3 that keeps the size', x: [2, 3, 5, 6], weight: [4, 3, 3, 3], padding: 1 },
  { name: '3x3 that keeps the size of one row', x: [1, 2, 1, 4], weight: [2, 2, 3, 3], padding: 1 },
  { name: '3x3 that keeps the size of one column', x: [2, 1, 5, 1], weight: [3, 1, 3, 3], padding: 1 },
  { name: '3x3 that keeps the size of one pixel', x: [1, 2, 1, 1], weight: [2, 2, 3, 3], padding: 1 },
  { name: '3x3 without padding', x: [2, 3, 5, 6], weight: [2, 3, 3, 3] },
  { name: '3x3, padding 2', x: [1, 2, 4, 3], weight: [2, 2, 3, 3], padding: 2 },
  { name: '1x1', x: [2, 5, 3, 4], weight: [3, 5, 1, 1] },
  { name: '1x1, stride 2', x: [2, 3, 5, 4], weight: [2, 3, 1, 1], stride: 2 },
  { name: '3x3, stride 2, even size', x: [2, 3, 6, 4], weight: [2, 3, 3, 3], stride: 2, padding: 1 },
  { name: '3x3, stride 2, odd size', x: [2, 3, 5, 7], weight: [2, 3, 3, 3], stride: 2, padding: 1 },
  { name: '2x2, stride 2, a column to spare', x: [1, 2, 4, 5], weight: [3, 2, 2, 2], stride: 2 },
  { name: '3x3 in two groups', x: [2, 4, 4, 5], weight: [6, 2, 3, 3], padding: 1, group: 2 },
  {
    name: '3x3, depthwise, stride 2',
    x: [2, 3, 5, 5],
    weight: [3, 1, 3, 3],
    stride: 2,
    padding: 1,
    group: 3,
  },
  { name: '1x3', x: [1, 2, 3, 5], weight: [2, 2, 1, 3] },
])('convolution, $name', async ({ x, weight, ...options }) => {
  await expectGradients((pictures, kernel) => conv(pictures, kernel, options), x, weight);
});

test.each<{ name: string; x: Shape; size: [number, number] }>([
  { name: 'doubled', x: [2, 3, 4, 5], size: [8, 10] },
  { name: 'one pixel doubled', x: [1, 2, 1, 1], size: [2, 2] },
  { name: 'doubled in rows only', x: [1, 2, 3, 4], size: [6, 4] },
  { name: 'to odd sizes', x: [2, 2, 3, 4], size: [7, 5] },
  { name: 'smaller', x: [1, 2, 7, 6], size: [3, 5] },
])('resizing, $name', async ({ x, size }) => {
  await expectGradients((pictures) => resize(pictures, size), x);
});

/** Compares the gradients of a randomly weighted sum of f's result with central differences. */
async function expectGradients(f: (...inputs: Tensor[]) => Tensor, ...shapes: Shape[]): Promise<void> {
  const source = random(1);
  const draw = (shape: Shape): Float32Array =>
    Float32Array.from({ length: sizeOf(shape) }, () => source.normal());
  const tensors = shapes.map((shape, index) => input(`${index}`, shape));
  const values = Object.fromEntries(shapes.map((shape, index) => [`${index}`, draw(shape)]));
  const y = f(...tensors);
  const loss = reshape(reduceSum(mul(y, constant(draw(y.shape), y.shape)), [0, 1, 2, 3]), []);

  const engine = cpuEngine();
  const outputs = Object.fromEntries(
    gradients(loss, tensors).map((gradient, index) => [`${index}`, gradient]),
  );
  const backward = await engine.compile({ outputs, assignments: [] }, engine.createState([], {}));
  const forward = await engine.compile({ outputs: { loss }, assignments: [] }, engine.createState([], {}));
  const results = await backward.run(values);
  for (const [key, numbers] of Object.entries(values)) {
    const differences = new Float64Array(numbers.length);
    for (const [index, value] of numbers.entries()) {
      numbers[index] = value + STEP;
      const above = (await forward.run(values)).loss[0];
      numbers[index] = value - STEP;
      const below = (await forward.run(values)).loss[0];
      numbers[index] = value;
      differences[index] = (above - below) / (2 * STEP);
    }
    expect(relativeError(results[key], differences), `input ${key}`).toBeLessThan(1e-4);
  }
  await backward.release();
  await forward.release();
}
