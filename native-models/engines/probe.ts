import { conv } from '../graph/ops/convolution.ts';
import { input } from '../graph/tensor.ts';
import { random } from '../random.ts';
import type { Engine } from './engine.ts';

const CHANNELS = 32;
const SIDE = 64;
const KERNEL = 3;
const ROUNDS = 5;

/**
 * Runs a real convolution, compares one of its numbers with the definition, and answers the speed in billions of
 * operations a second.
 * @throws {Error} where the device fails or counts wrong.
 */
export async function probe(engine: Engine): Promise<number> {
  const source = random(1);
  const draw = (count: number): Float32Array => Float32Array.from({ length: count }, () => source.normal());
  const picture = draw(CHANNELS * SIDE * SIDE);
  const weight = draw(CHANNELS * CHANNELS * KERNEL * KERNEL);
  const y = conv(input('x', [1, CHANNELS, SIDE, SIDE]), input('w', [CHANNELS, CHANNELS, KERNEL, KERNEL]));
  const executable = await engine.compile({ outputs: { y }, assignments: [] }, engine.createState([], {}));
  try {
    let fastest = Infinity;
    for (let round = 0; round < ROUNDS; round++) {
      const start = performance.now();
      const result = await executable.run({ x: picture, w: weight });
      fastest = Math.min(fastest, performance.now() - start);
      compare(result.y[0], firstValue(picture, weight));
    }
    const side = SIDE - KERNEL + 1;
    return (2 * CHANNELS * CHANNELS * KERNEL * KERNEL * side * side) / (fastest * 1e6);
  } finally {
    await executable.release();
  }
}

/** The convolution at channel 0, row 0, column 0, by its definition. */
function firstValue(picture: Float32Array, weight: Float32Array): number {
  let sum = 0;
  for (let channel = 0; channel < CHANNELS; channel++) {
    for (let row = 0; row < KERNEL; row++) {
      for (let column = 0; column < KERNEL; column++) {
        sum +=
          picture[(channel * SIDE + row) * SIDE + column] *
          weight[(channel * KERNEL + row) * KERNEL + column];
      }
    }
  }
  return sum;
}

function compare(actual: number, expected: number): void {
  if (Math.abs(actual - expected) > 1e-2 * Math.max(1, Math.abs(expected))) {
    throw new Error(`it counts wrong: ${actual} instead of ${expected}`);
  }
}
