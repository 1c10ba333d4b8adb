import type { WorkerHost, WorkerListener } from '../jobs/worker-host.ts';
import type { FromHost, ToHost } from './host-messages.ts';

/** Worker processes that Electron's main process forks for the host, because none but it can. */
export class AskedWorkers {
  readonly host: WorkerHost;
  readonly #listeners = new Map<number, WorkerListener>();
  readonly #pids = new Map<number, number>();
  #last = 0;

  constructor(ask: (message: FromHost) => void) {
    this.host = {
      start: ({ url, libraryPath, heapMb }, listener) => {
        const id = ++this.#last;
        const pids = this.#pids;
        this.#listeners.set(id, listener);
        ask({ type: 'fork-worker', id, url: url.href, libraryPath: [...libraryPath], heapMb });
        return {
          get pid() {
            return pids.get(id);
          },
          send: (message) => {
            ask({ type: 'tell-worker', id, message });
          },
          kill: (force) => {
            ask({ type: 'kill-worker', id, force });
          },
        };
      },
    };
  }

  /** What main tells of a worker; anything else is left alone. */
  hear(news: ToHost): void {
    if (!('id' in news)) return;
    const listener = this.#listeners.get(news.id);
    switch (news.type) {
      case 'worker-started':
        if (news.pid !== undefined) this.#pids.set(news.id, news.pid);
        break;
      case 'worker-message':
        listener?.message(news.message);
        break;
      case 'worker-output':
        listener?.output(news.text);
        break;
      case 'worker-exited': {
        this.#listeners.delete(news.id);
        this.#pids.delete(news.id);
        const { code, signal, startError } = news;
        listener?.exited({ code, signal, ...(startError !== undefined && { startError }) });
        break;
      }
      default:
    }
  }
}
