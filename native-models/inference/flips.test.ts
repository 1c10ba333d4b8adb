import { expect, test } from 'vitest';
import { random } from '../random.ts';
import { FLIPS, withFlips, type Flips } from './flips.ts';
import type { Forward } from './forward.ts';

const [N, HEIGHT, WIDTH] = [2, 3, 4];
const source = random(1);
const batch = Float32Array.from({ length: N * HEIGHT * WIDTH }, () => source.uniform());

/** Sees each pixel alone, so that it answers the same for a mirrored picture. */
const symmetric: Forward = (values) => Promise.resolve(values.map((value) => value ** 2));

/** Adds where a pixel lies: 10 times its row and its column. */
const lopsided: Forward = (values) =>
  Promise.resolve(values.map((value, i) => value + 10 * (Math.floor(i / WIDTH) % HEIGHT) + (i % WIDTH)));

test.each(FLIPS)(
  'a model that sees no side answers with %s exactly what it answers without',
  async (flips) => {
    const plain = await symmetric(batch, N, HEIGHT, WIDTH);
    expect(await withFlips(symmetric, flips)(batch, N, HEIGHT, WIDTH)).toEqual(plain);
  },
);

test.each<{ flips: Flips; passes: number; row: (y: number) => number; column: (x: number) => number }>([
  { flips: 'none', passes: 1, row: (y) => y, column: (x) => x },
  { flips: 'horizontal', passes: 2, row: (y) => y, column: () => (WIDTH - 1) / 2 },
  { flips: 'both', passes: 4, row: () => (HEIGHT - 1) / 2, column: () => (WIDTH - 1) / 2 },
])('$flips takes $passes passes, and sides cancel out', async ({ flips, passes, row, column }) => {
  let count = 0;
  const counted: Forward = (...given) => {
    count++;
    return lopsided(...given);
  };
  const mean = await withFlips(counted, flips)(batch, N, HEIGHT, WIDTH);
  expect(count).toBe(passes);
  for (let i = 0; i < batch.length; i++) {
    const [y, x] = [Math.floor(i / WIDTH) % HEIGHT, i % WIDTH];
    expect(mean[i]).toBeCloseTo(batch[i] + 10 * row(y) + column(x), 5);
  }
});
