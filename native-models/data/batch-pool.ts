import { Worker } from 'node:worker_threads';
import { BlemishError } from '../../app/domain/errors.ts';
import { END, type Batch, type BatchReply, type BatchRequest } from './batch.ts';

interface Waiting {
  resolve(batch: Batch): void;
  reject(error: unknown): void;
}

interface Member {
  readonly worker: Worker;
  /** Also where it ended by itself, by an error. */
  readonly ended: Promise<void>;
}

/** Batches made ahead of the step that needs them, for each worker. */
const AHEAD = 3;

/** Worker threads that make batches ahead of use. `Job` says which batch; the script is one that calls `serveBatches`. */
export class BatchPool<Job> {
  private readonly workers: readonly Member[];
  private readonly waiting = new Map<number, Waiting>();
  /** What ended a worker before its time; the pool makes no batches any more. */
  private failure: Error | null = null;
  private nextId = 0;
  private waited = 0;

  constructor(script: URL, workerData: unknown, workers: number) {
    this.workers = Array.from({ length: workers }, () => this.startWorker(script, workerData));
  }

  /** Milliseconds that training has waited for batches so far. */
  get waitedMs(): number {
    return this.waited;
  }

  /** The batches of the jobs, in their order. */
  async *batches(jobs: Iterable<Job>): AsyncGenerator<Batch> {
    const ahead: Promise<Batch>[] = [];
    const limit = AHEAD * this.workers.length;
    for (const job of jobs) {
      ahead.push(this.request(job));
      if (ahead.length === limit) yield await this.first(ahead);
    }
    while (ahead.length > 0) yield await this.first(ahead);
  }

  async close(): Promise<void> {
    await Promise.all(
      this.workers.map(({ worker, ended }) => {
        worker.postMessage(END);
        return ended;
      }),
    );
  }

  private async first(ahead: Promise<Batch>[]): Promise<Batch> {
    const start = performance.now();
    const [next] = ahead.splice(0, 1);
    const batch = await next;
    this.waited += performance.now() - start;
    return batch;
  }

  private request(job: Job): Promise<Batch> {
    if (this.failure !== null) throw this.failure;
    const id = this.nextId++;
    const promise = new Promise<Batch>((resolve, reject) => this.waiting.set(id, { resolve, reject }));
    // A batch may fail before anyone awaits it; whoever does is told then.
    promise.catch(() => undefined);
    this.workers[id % this.workers.length].worker.postMessage({ id, job } satisfies BatchRequest<Job>);
    return promise;
  }

  private startWorker(script: URL, workerData: unknown): Member {
    const worker = new Worker(script, { workerData });
    const ended = new Promise<void>((resolve) => {
      worker.once('exit', () => {
        resolve();
      });
    });
    worker.on('message', (reply: BatchReply) => {
      const waiting = this.waiting.get(reply.id);
      this.waiting.delete(reply.id);
      if ('batch' in reply) waiting?.resolve(reply.batch);
      else waiting?.reject(new BlemishError(reply.failure.kind, reply.failure));
    });
    worker.on('error', (cause) => {
      const error = cause instanceof Error ? cause : new Error(String(cause));
      this.failure = error;
      for (const waiting of this.waiting.values()) waiting.reject(error);
      this.waiting.clear();
    });
    return { worker, ended };
  }
}
