import { expect, test } from 'vitest';
import { BatchPool } from './batch-pool.ts';

/** A worker that ends by an error, as one without memory does. */
const BREAKING = new URL(
  "data:text/javascript,import { parentPort } from 'node:worker_threads'; parentPort.on('message', () => { throw new Error('broken'); });",
);

test('a worker that breaks ends the batches with its error, and the pool still closes', async () => {
  const pool = new BatchPool<number>(BREAKING, null, 1);
  await expect(pool.batches([1, 2, 3]).next()).rejects.toThrow('broken');
  await expect(pool.batches([4]).next()).rejects.toThrow('broken');
  await pool.close();
});
