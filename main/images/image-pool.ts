import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import {
  END,
  type ImageJob,
  type ImageJobResults,
  type Outcome,
  type WorkerReply,
  type WorkerRequest,
} from './image-job.ts';

type Result = Outcome<ImageJobResults[ImageJob['kind']]>;

interface Task extends WorkerRequest {
  readonly resolve: (result: Result) => void;
}

/**
 * Worker threads that read image files, one file at a time each. Large pictures are put aside and done one after the
 * other, so that several do not ask for all the memory at once. A thread that dies fails its file and is replaced.
 */
export class ImagePool {
  readonly #script: URL;
  readonly #busy = new Map<Worker, Task | null>();
  readonly #waiting: Task[] = [];
  readonly #waitingLarge: Task[] = [];
  #closing = false;

  readonly threads: number;

  constructor(threads = availableParallelism(), script = new URL('image-worker.ts', import.meta.url)) {
    this.threads = threads;
    this.#script = script;
    for (let thread = 0; thread < threads; thread++) this.#start();
  }

  /** Never rejects: what is wrong with the file is in the outcome. */
  run<J extends ImageJob>(job: J): Promise<Outcome<ImageJobResults[J['kind']]>> {
    if (this.#closing) throw new Error('the pool is closed');
    return new Promise((resolve) => {
      this.#waiting.push({ job, mayBeLarge: false, resolve: resolve as (result: Result) => void });
      this.#assign();
    });
  }

  /** Ends the threads once what they are at is done. What still waits fails. */
  async close(): Promise<void> {
    this.#closing = true;
    for (const task of [...this.#waiting.splice(0), ...this.#waitingLarge.splice(0)]) {
      task.resolve(died(task, 'The application is closing'));
    }
    await Promise.all(
      [...this.#busy.keys()].map(async (worker) => {
        // A thread that dies now has ended as well.
        const ended = once(worker, 'exit').catch(() => undefined);
        worker.postMessage(END);
        await ended;
      }),
    );
  }

  #assign(): void {
    for (const [worker, current] of this.#busy) {
      if (current !== null) continue;
      const task = this.#next();
      if (task === undefined) return;
      this.#busy.set(worker, task);
      worker.postMessage({ job: task.job, mayBeLarge: task.mayBeLarge } satisfies WorkerRequest);
    }
  }

  #next(): Task | undefined {
    const largeUnderWay = [...this.#busy.values()].some((task) => task?.mayBeLarge);
    return largeUnderWay ? this.#waiting.shift() : (this.#waitingLarge.shift() ?? this.#waiting.shift());
  }

  #start(): void {
    const worker = new Worker(this.#script);
    this.#busy.set(worker, null);
    worker.on('message', (reply: WorkerReply) => {
      this.#settle(worker, reply);
    });
    worker.on('error', (error) => {
      const task = this.#busy.get(worker);
      this.#busy.delete(worker);
      task?.resolve(died(task, error instanceof Error ? error.message : String(error)));
      if (!this.#closing) this.#start();
      this.#assign();
    });
  }

  #settle(worker: Worker, reply: WorkerReply): void {
    const task = this.#busy.get(worker);
    this.#busy.set(worker, null);
    if (task && 'large' in reply) this.#waitingLarge.push({ ...task, mayBeLarge: true });
    else if (task && 'ok' in reply) task.resolve(reply);
    if (!this.#closing) this.#assign();
    else
      for (const large of this.#waitingLarge.splice(0))
        large.resolve(died(large, 'The application is closing'));
  }
}

function died({ job }: Task, problem: string): Result {
  return {
    ok: false,
    failure: { path: job.path, code: 'internal', problem, remedy: 'Try again; if it comes back, report it' },
  };
}
