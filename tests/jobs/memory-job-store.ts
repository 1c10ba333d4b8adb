import type { Job, JobState } from '../../app/domain/job.ts';
import type { JobStore } from '../../main/jobs/job-store.ts';

/** Jobs by id; each change is a whole new object, as a data base hands out. */
export class MemoryJobStore implements JobStore {
  protected readonly jobs: Map<string, Job>;

  constructor(jobs: readonly Job[] = []) {
    this.jobs = new Map(jobs.map((job) => [job.id, job]));
  }

  insert(job: Job): void {
    this.jobs.set(job.id, structuredClone(job));
  }

  update(id: string, changes: Parameters<JobStore['update']>[1]): void {
    const job = this.jobs.get(id);
    if (job === undefined) throw new Error(`no job ${id}`);
    this.jobs.set(id, structuredClone({ ...job, ...changes }));
  }

  find(id: string): Job | null {
    return this.jobs.get(id) ?? null;
  }

  list(states: readonly JobState[]): Job[] {
    return [...this.jobs.values()]
      .filter(({ state }) => states.includes(state))
      .sort((a, b) => b.priority - a.priority || (a.id < b.id ? -1 : 1));
  }
}
