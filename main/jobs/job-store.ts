import type { Job, JobState } from '../../app/domain/job.ts';

/** Where the queue is kept so that it survives a restart: a table of the project. Every call has taken effect on return. */
export interface JobStore {
  insert(job: Job): void;
  /** Changes the given fields of a job that exists. */
  update(id: string, changes: Partial<Omit<Job, 'id' | 'kind' | 'payload' | 'createdAt'>>): void;
  find(id: string): Job | null;
  /** Those in one of the states, the higher priority first, of equal ones the older. */
  list(states: readonly JobState[]): Job[];
}
