import type { Connection } from '../connection/connection.svelte.ts';
import type { Changes } from './changes.ts';

export type OpenedProject = Awaited<ReturnType<Connection['client']['project']['get']>>;

/** While none is open another window may open one. */
const LOOK_AGAIN_MS = 3000;

/** The project that is open, and the news of it. */
export class OpenProject {
  /** Null: none is open; undefined: not known yet. */
  current: OpenedProject | null | undefined = $state.raw();
  readonly #connection: Connection;
  readonly #changes: Changes;
  #wake = (): void => undefined;

  constructor(connection: Connection, changes: Changes) {
    this.#connection = connection;
    this.#changes = changes;
    changes.onChange((changed) => {
      if (changed.some(({ subject }) => subject === 'project')) void this.#get();
    });
    void this.#follow();
  }

  async open(path: string, readOnly: boolean): Promise<void> {
    await this.#connection.client.project.open({ path, readOnly });
    this.#wake();
  }

  async create(folder: string, classes: string[]): Promise<void> {
    await this.#connection.client.project.create({ folder, classes });
    this.#wake();
  }

  async close(): Promise<void> {
    await this.#connection.client.project.close();
    this.#wake();
  }

  async #follow(): Promise<never> {
    for (;;) {
      await this.#connection.ready();
      await this.#get();
      if (this.#isOpen()) await this.#listen();
      else await this.#pause();
    }
  }

  #isOpen(): boolean {
    return this.current !== null && this.current !== undefined;
  }

  async #get(): Promise<void> {
    const before = this.current;
    try {
      this.current = await this.#connection.client.project.get();
    } catch {
      this.current = null;
    }
    if (before !== null && this.current === null) this.#changes.publishProject(false);
  }

  /** Until the project closes or the line is cut. */
  async #listen(): Promise<void> {
    try {
      const events = await this.#connection.client.project.changes();
      this.#changes.publishProject(true);
      for await (const { changed } of events) if (changed.length > 0) this.#changes.publish(changed);
    } catch {
      // The next round finds out what there is.
    }
  }

  #pause(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, LOOK_AGAIN_MS);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
