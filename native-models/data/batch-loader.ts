import { Worker } from 'node:worker_threads';
import { BlemishError } from '../../app/domain/errors.ts';
import { random } from '../random.ts';
import type { Batch, BatchReply, BatchRequest, BatchSource } from './batch.ts';
import { epochOrder } from './sampler.ts';

export interface LoaderOptions {
  readonly source: BatchSource;
  readonly batchSize: number;
  readonly stepsPerEpoch: number;
  readonly workers: number;
}

/** Batches made ahead of the step that needs them, for each worker. */
const AHEAD = 3;
/** Names the random numbers of an epoch's order, apart from those of its slots. */
const ORDER = -1;

interface Waiting {
  resolve(batch: Batch): void;
  reject(error: unknown): void;
}

/**
 * Makes batches in worker threads, ahead of use. A batch depends only on (seed, epoch, position), never on which
 * worker made it or when.
 */
export class BatchLoader {
  private readonly options: LoaderOptions;
  private readonly workers: Worker[];
  private readonly waiting = new Map<number, Waiting>();
  private nextId = 0;
  private waited = 0;

  constructor(options: LoaderOptions) {
    this.options = options;
    this.workers = Array.from({ length: options.workers }, () => this.startWorker());
  }

  /** Milliseconds that training has waited for batches so far. */
  get waitedMs(): number {
    return this.waited;
  }

  /** The batches of an epoch, from the given step on. */
  async *batches(epoch: number, fromStep = 0): AsyncGenerator<Batch> {
    const { batchSize, stepsPerEpoch, source } = this.options;
    const { class_balanced } = source.settings.sampling;
    const order = epochOrder(
      source.items,
      stepsPerEpoch * batchSize,
      class_balanced,
      random(source.seed, epoch, ORDER),
    );
    const ahead: Promise<Batch>[] = [];
    let requested = fromStep;
    for (let step = fromStep; step < stepsPerEpoch; step++) {
      while (requested < Math.min(stepsPerEpoch, step + AHEAD * this.workers.length)) {
        const firstSlot = requested++ * batchSize;
        ahead.push(this.request(epoch, firstSlot, order.slice(firstSlot, firstSlot + batchSize)));
      }
      const next = ahead.shift();
      if (next === undefined) return;
      const start = performance.now();
      const batch = await next;
      this.waited += performance.now() - start;
      yield batch;
    }
  }

  async close(): Promise<void> {
    await Promise.all(this.workers.map((worker) => worker.terminate()));
  }

  private request(epoch: number, firstSlot: number, items: readonly number[]): Promise<Batch> {
    const id = this.nextId++;
    const request: BatchRequest = { id, epoch, firstSlot, items };
    const promise = new Promise<Batch>((resolve, reject) => this.waiting.set(id, { resolve, reject }));
    // A batch may fail before anyone awaits it; whoever does is told then.
    promise.catch(() => undefined);
    this.workers[id % this.workers.length].postMessage(request);
    return promise;
  }

  private startWorker(): Worker {
    const worker = new Worker(new URL('./batch-worker.ts', import.meta.url), {
      workerData: this.options.source,
    });
    worker.on('message', (reply: BatchReply) => {
      const waiting = this.waiting.get(reply.id);
      this.waiting.delete(reply.id);
      if ('batch' in reply) waiting?.resolve(reply.batch);
      else waiting?.reject(new BlemishError(reply.failure.kind, reply.failure));
    });
    worker.on('error', (error) => {
      for (const waiting of this.waiting.values()) waiting.reject(error);
      this.waiting.clear();
    });
    return worker;
  }
}
