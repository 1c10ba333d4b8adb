import { BatchPool } from '../data/batch-pool.ts';
import { createInputMapping, type InputMapping } from '../data/input-mapping.ts';

/** An endless stream of procedural pictures, gray, `side` px wide and high; reproducible from its seed. */
export interface Stream {
  readonly seed: number;
  readonly side: number;
  readonly mapping: InputMapping;
}

/** One batch of a stream: `count` pictures from number `first` on. */
export interface StreamJob {
  readonly first: number;
  readonly count: number;
}

export function streamOf(seed: number, side: number): Stream {
  return { seed, side, mapping: createInputMapping(1, 8) };
}

/** Worker threads that draw the pictures of a stream ahead of use. */
export function streamPool(stream: Stream, workers: number): BatchPool<StreamJob> {
  return new BatchPool(new URL('./stream-worker.ts', import.meta.url), stream, workers);
}
