import type { Job, JobState } from '../../../app/domain/job.ts';
import type { JobStore } from '../../jobs/job-store.ts';

/** The jobs of a project as a command sees them: its own run, those of others wait for their own time. */
export class OwnJobs implements JobStore {
  readonly #store: JobStore;
  readonly #own = new Set<string>();

  constructor(store: JobStore) {
    this.#store = store;
  }

  insert(job: Job): void {
    this.#own.add(job.id);
    this.#store.insert(job);
  }

  update(id: string, changes: Parameters<JobStore['update']>[1]): void {
    this.#store.update(id, changes);
  }

  find(id: string): Job | null {
    return this.#store.find(id);
  }

  list(states: readonly JobState[]): Job[] {
    return this.#store.list(states).filter(({ id }) => this.#own.has(id));
  }
}
