import { expect, test } from 'vitest';
import { ImagePool } from './image-pool.ts';

test('a thread that dies fails its file and no other, and another takes its place', async () => {
  const pool = new ImagePool(2, new URL('dying-worker.testing.ts', import.meta.url));
  const paths = ['a', 'deadly', 'b', 'deadly', 'c', 'deadly', 'd'];
  const outcomes = await Promise.all(paths.map((path) => pool.run({ kind: 'hash', path })));
  expect(outcomes.map((outcome) => (outcome.ok ? outcome.value : outcome.failure.problem))).toEqual([
    'a',
    'out of memory',
    'b',
    'out of memory',
    'c',
    'out of memory',
    'd',
  ]);
  await pool.close();
  expect(() => pool.run({ kind: 'hash', path: 'a' })).toThrow('the pool is closed');
});
