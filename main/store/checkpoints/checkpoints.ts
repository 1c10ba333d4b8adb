import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

/**
 * Moves what is in the write-ahead log into the file, in a thread of its own. Done where changes are made, it holds up
 * one of them in many for as long as the disk needs, and everything else of that process too.
 */
export class Checkpoints {
  readonly #thread: Worker;

  constructor(file: string) {
    this.#thread = new Worker(new URL('checkpoint-thread.ts', import.meta.url), { workerData: file });
    // Without it the log grows until the changes themselves move it (project-store.ts).
    this.#thread.on('error', () => undefined);
    this.#thread.unref();
  }

  async close(): Promise<void> {
    const ended = once(this.#thread, 'exit').catch(() => undefined);
    this.#thread.ref();
    this.#thread.postMessage('close');
    if (this.#thread.threadId !== -1) await ended;
  }
}
