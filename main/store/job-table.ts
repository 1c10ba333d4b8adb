import { z } from 'zod';
import { JOB_KINDS, JOB_STATES, type Job, type JobState } from '../../app/domain/job.ts';
import type { JobStore } from '../jobs/job-store.ts';
import { jsonColumn } from './json-column.ts';
import { missing } from './missing.ts';
import type { ProjectDatabase } from './project-database.ts';

/** The queue of jobs, in the project. */
export class JobTable implements JobStore {
  readonly #db: ProjectDatabase;

  constructor(db: ProjectDatabase) {
    this.#db = db;
  }

  insert(job: Job): void {
    this.#db.change(() =>
      this.#db.run(
        `INSERT INTO job (id, kind, state, priority, payload, progress, attempts, failure, result, created_at,
           started_at, finished_at)
         VALUES (@id, @kind, @state, @priority, @payload, @progress, @attempts, @failure, @result, @createdAt,
           @startedAt, @finishedAt)`,
        columnsOf(job),
      ),
    );
  }

  update(id: string, changes: Partial<Omit<Job, 'id' | 'kind' | 'payload' | 'createdAt'>>): void {
    this.#db.change(() => {
      const job = this.find(id);
      if (job === null) throw missing('job', id);
      this.#db.run(
        `UPDATE job SET state = @state, priority = @priority, progress = @progress, attempts = @attempts,
           failure = @failure, result = @result, started_at = @startedAt, finished_at = @finishedAt WHERE id = @id`,
        changingColumnsOf({ ...job, ...changes }),
      );
    });
  }

  find(id: string): Job | null {
    return this.#db.get(jobSchema, `SELECT ${COLUMNS} FROM job WHERE id = @id`, { id });
  }

  list(states: readonly JobState[]): Job[] {
    return this.#db.all(
      jobSchema,
      `SELECT ${COLUMNS} FROM job WHERE state IN (SELECT value FROM json_each(@states)) ORDER BY priority DESC, id`,
      { states: JSON.stringify(states) },
    );
  }
}

const COLUMNS = `id, kind, state, priority, payload, progress, attempts, failure, result,
  created_at AS createdAt, started_at AS startedAt, finished_at AS finishedAt`;

const progressSchema = z.strictObject({
  done: z.number(),
  total: z.number(),
  secondsLeft: z.number().nullable(),
  doing: z.string(),
});

const failureSchema = z.strictObject({
  code: z.string(),
  subject: z.string().nullable(),
  problem: z.string(),
  remedy: z.string().nullable(),
  log: z.string(),
});

const jobSchema: z.ZodType<Job> = z.strictObject({
  id: z.string(),
  kind: z.enum(JOB_KINDS),
  state: z.enum(JOB_STATES),
  priority: z.number(),
  payload: jsonColumn(z.json()),
  progress: jsonColumn(progressSchema).nullable(),
  attempts: z.int(),
  failure: jsonColumn(failureSchema).nullable(),
  result: jsonColumn(z.json()).nullable(),
  createdAt: z.int(),
  startedAt: z.int().nullable(),
  finishedAt: z.int().nullable(),
});

type Columns = Record<string, string | number | null>;

function columnsOf({ kind, payload, createdAt, ...job }: Job): Columns {
  return { ...changingColumnsOf(job), kind, payload: JSON.stringify(payload ?? null), createdAt };
}

function changingColumnsOf(job: Omit<Job, 'kind' | 'payload' | 'createdAt'>): Columns {
  const { id, state, priority, progress, attempts, failure, result, startedAt, finishedAt } = job;
  return {
    ...{ id, state, priority, attempts, startedAt, finishedAt },
    progress: textOf(progress),
    failure: textOf(failure),
    result: textOf(result),
  };
}

function textOf(value: unknown): string | null {
  return value === null || value === undefined ? null : JSON.stringify(value);
}
