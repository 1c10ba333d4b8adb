import { random } from '../random.ts';
import type { Batch, BatchJob, BatchSource } from './batch.ts';
import { BatchPool } from './batch-pool.ts';
import { epochOrder } from './sampler.ts';

export interface LoaderOptions {
  readonly source: BatchSource;
  readonly batchSize: number;
  readonly stepsPerEpoch: number;
  readonly workers: number;
}

/** Names the random numbers of an epoch's order, apart from those of its slots. */
const ORDER = -1;

/**
 * Makes the batches of a data set in worker threads, ahead of use. A batch depends only on (seed, epoch, position),
 * never on which worker made it or when.
 */
export class BatchLoader {
  private readonly options: LoaderOptions;
  private readonly pool: BatchPool<BatchJob>;

  constructor(options: LoaderOptions) {
    this.options = options;
    this.pool = new BatchPool(new URL('./batch-worker.ts', import.meta.url), options.source, options.workers);
  }

  /** Milliseconds that training has waited for batches so far. */
  get waitedMs(): number {
    return this.pool.waitedMs;
  }

  /** The batches of an epoch, from the given step on. */
  batches(epoch: number, fromStep = 0): AsyncGenerator<Batch> {
    const { batchSize, stepsPerEpoch, source } = this.options;
    const { class_balanced } = source.settings.sampling;
    const order = epochOrder(
      source.items,
      stepsPerEpoch * batchSize,
      class_balanced,
      random(source.seed, epoch, ORDER),
    );
    const steps = Array.from(
      { length: Math.max(0, stepsPerEpoch - fromStep) },
      (_, index) => fromStep + index,
    );
    return this.pool.batches(
      steps.map((step) => {
        const firstSlot = step * batchSize;
        return { epoch, firstSlot, items: order.slice(firstSlot, firstSlot + batchSize) };
      }),
    );
  }

  close(): Promise<void> {
    return this.pool.close();
  }
}
