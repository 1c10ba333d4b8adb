import type { WorkerHost, WorkerProcess } from '../jobs/worker-host.ts';
import type { FromHost, ToHost } from './host-messages.ts';

/** The other end of asked-workers.ts: forks what the host asks for, and tells it what becomes of each. */
export class ForkedWorkers {
  readonly #workers = new Map<number, WorkerProcess>();
  readonly #processes: WorkerHost;
  readonly #tell: (message: ToHost) => void;

  /** @param processes main/jobs/electron-host.ts */
  constructor(processes: WorkerHost, tell: (message: ToHost) => void) {
    this.#processes = processes;
    this.#tell = tell;
  }

  /** What the host asks; anything else is left alone. */
  hear(asked: FromHost): void {
    switch (asked.type) {
      case 'fork-worker':
        this.#fork(asked);
        break;
      case 'tell-worker':
        this.#workers.get(asked.id)?.send(asked.message);
        break;
      case 'kill-worker':
        this.#workers.get(asked.id)?.kill(asked.force);
        break;
      default:
    }
  }

  /** The host has gone, so nobody wants their results. */
  killAll(): void {
    for (const worker of this.#workers.values()) worker.kill(true);
    this.#workers.clear();
  }

  #fork({ id, url, libraryPath, heapMb }: Extract<FromHost, { type: 'fork-worker' }>): void {
    const script = { url: new URL(url), libraryPath, heapMb };
    try {
      const worker = this.#processes.start(script, {
        message: (message) => {
          this.#tell({ type: 'worker-message', id, message });
        },
        output: (text) => {
          this.#tell({ type: 'worker-output', id, text });
        },
        exited: (exit) => {
          this.#workers.delete(id);
          this.#tell({ type: 'worker-exited', id, ...exit });
        },
      });
      this.#workers.set(id, worker);
      this.#tell({ type: 'worker-started', id, ...(worker.pid !== undefined && { pid: worker.pid }) });
    } catch (error) {
      this.#tell({ type: 'worker-exited', id, code: null, signal: null, startError: String(error) });
    }
  }
}
