import { fileURLToPath } from 'node:url';
import { MessageChannelMain, type MessagePortMain, type UtilityProcess, utilityProcess } from 'electron';
import { electronHost } from '../jobs/electron-host.ts';
import { ForkedWorkers } from './forked-workers.ts';
import { type FromHost, type ToHost, fromHostSchema } from './host-messages.ts';

/** The host's process as Electron's main process sees it: started, asked for pixels, joined to windows. */
export class HostLink {
  readonly #notOpened: (message: string) => void;
  readonly #workers: ForkedWorkers;
  readonly #waiting = new Map<number, (response: Response) => void>();
  #process: UtilityProcess;
  #project: string | null = null;
  #last = 0;
  #closed: PromiseWithResolvers<void> | null = null;

  /** @param notOpened is told why a project could not be opened */
  constructor(notOpened: (message: string) => void) {
    this.#notOpened = notOpened;
    this.#workers = new ForkedWorkers(electronHost(utilityProcess), (message) => {
      this.#tell(message);
    });
    this.#process = this.#start();
  }

  /** A port to the contract, for one window. */
  port(): MessagePortMain {
    const { port1, port2 } = new MessageChannelMain();
    this.#tell({ type: 'window' }, [port1]);
    return port2;
  }

  /** @param trains whether to train a project that has never been */
  open(project: string, trains: boolean): void {
    this.#project = project;
    this.#tell({ type: 'open', project, trains });
  }

  /** Whatever lies below /pixels/. */
  pixels(request: Request): Promise<Response> {
    const id = ++this.#last;
    const { method, url, headers, signal } = request;
    const known = headers.get('if-none-match') ?? undefined;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, resolve);
      signal.addEventListener('abort', () => {
        this.#waiting.delete(id);
        this.#tell({ type: 'forget-pixels', id });
        reject(new Error('Nobody waits for these pixels any more'));
      });
      this.#tell({ type: 'pixels', id, method, path: url.slice(new URL(url).origin.length), known });
    });
  }

  /** Jobs save, the project is closed, then the process ends. */
  close(): Promise<void> {
    this.#closed ??= Promise.withResolvers();
    this.#tell({ type: 'close' });
    return this.#closed.promise;
  }

  #start(): UtilityProcess {
    const child = utilityProcess.fork(fileURLToPath(new URL('./host-process.js', import.meta.url)), [], {
      serviceName: 'Blemish host',
      stdio: 'inherit',
    });
    child.on('message', (data: unknown) => {
      this.#hear(fromHostSchema.parse(data));
    });
    child.on('exit', () => {
      this.#ended();
    });
    return child;
  }

  #ended(): void {
    this.#workers.killAll();
    for (const resolve of this.#waiting.values()) resolve(new Response(null, { status: 503 }));
    this.#waiting.clear();
    if (this.#closed !== null) {
      this.#closed.resolve();
      return;
    }
    // The page sees its line close and asks for another.
    this.#process = this.#start();
    if (this.#project !== null) this.open(this.#project, false);
  }

  #hear(message: FromHost): void {
    this.#workers.hear(message);
    if (message.type === 'not-opened') this.#notOpened(message.message);
    else if (message.type === 'closed') this.#process.kill();
    else if (message.type === 'pixels') this.#answer(message);
  }

  #answer({ id, status, headers, body }: Extract<FromHost, { type: 'pixels' }>): void {
    const content = body instanceof Uint8Array ? new Uint8Array(body) : body;
    this.#waiting.get(id)?.(new Response(content, { status, headers }));
    this.#waiting.delete(id);
  }

  #tell(message: ToHost, ports: MessagePortMain[] = []): void {
    this.#process.postMessage(message, ports);
  }
}
