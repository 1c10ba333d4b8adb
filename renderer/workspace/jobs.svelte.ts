import { SvelteMap } from 'svelte/reactivity';
import type { Job } from '../../app/domain/job.ts';
import type { Connection } from '../connection/connection.svelte.ts';
import type { Changes } from './changes.ts';

/** Ended jobs that the tray shows. */
const MOST_ENDED = 20;

/** The jobs of the open project: all that wait or run, and those that ended last. */
export class Jobs {
  readonly #byId = new SvelteMap<string, Job>();
  readonly #connection: Connection;
  #generation = 0;

  /** Waiting, running and paused ones, the running first. */
  readonly active: readonly Job[] = $derived(
    [...this.#byId.values()].filter(isActive).toSorted((a, b) => rank(a) - rank(b) || order(a, b)),
  );
  /** The newest first. */
  readonly ended: readonly Job[] = $derived(
    [...this.#byId.values()]
      .filter((job) => !isActive(job))
      .toSorted((a, b) => (b.finishedAt ?? 0) - (a.finishedAt ?? 0))
      .slice(0, MOST_ENDED),
  );
  readonly running: Job | undefined = $derived(this.active.find(({ state }) => state === 'running'));

  constructor(connection: Connection, changes: Changes) {
    this.#connection = connection;
    changes.onProject((isOpen) => {
      this.#byId.clear();
      this.#generation++;
      if (isOpen) void this.#follow(this.#generation);
    });
  }

  async #follow(generation: number): Promise<void> {
    const { jobs } = this.#connection.client;
    try {
      const news = await jobs.watch();
      for (const job of await jobs.list({ states: ['done', 'failed', 'cancelled'] })) {
        if (generation === this.#generation && !this.#byId.has(job.id)) this.#byId.set(job.id, job);
      }
      for await (const job of news) {
        if (generation !== this.#generation) return;
        this.#byId.set(job.id, job);
      }
    } catch {
      // The project closed or the line was cut: the next project begins anew.
    }
  }
}

export function isActive({ state }: Job): boolean {
  return state === 'queued' || state === 'running' || state === 'paused';
}

function rank({ state }: Job): number {
  return ['running', 'paused', 'queued'].indexOf(state);
}

function order(a: Job, b: Job): number {
  return b.priority - a.priority || (a.id < b.id ? -1 : 1);
}
