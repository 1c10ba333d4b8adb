import { z } from 'zod';
import { classIdSchema } from '../../../app/domain/image-class.ts';
import {
  type Checkpoint,
  type Run,
  type RunMetric,
  checkpointSchema,
  runSchema,
} from '../../../app/domain/run.ts';
import { jsonColumn } from '../json-column.ts';
import { missing } from '../missing.ts';
import type { ProjectDatabase } from '../project-database.ts';

/** Trainings, what they measured, and what they saved. */
export class Runs {
  readonly #db: ProjectDatabase;

  constructor(db: ProjectDatabase) {
    this.#db = db;
  }

  /** The newest first. */
  list(): Run[] {
    return this.#select('1 ORDER BY id DESC', {});
  }

  find(id: string): Run | null {
    return this.#select('id = @id', { id }).at(0) ?? null;
  }

  /** The run that new images are predicted with, if any. */
  released(): Run | null {
    return this.#select('released = 1', {}).at(0) ?? null;
  }

  add({ channels, released, ...run }: Run): void {
    this.#db.change(() =>
      this.#db.run(
        `INSERT INTO run (id, name, split_id, job_id, state, settings, channels, device, released, created_at, finished_at)
         VALUES (@id, @name, @splitId, @jobId, @state, @settings, @channels, @device, @released, @createdAt, @finishedAt)`,
        { ...run, channels: JSON.stringify(channels), released: released ? 1 : 0 },
      ),
    );
  }

  /** Changes the given fields. */
  update(
    id: string,
    changes: Partial<Pick<Run, 'name' | 'state' | 'jobId' | 'device' | 'finishedAt'>>,
  ): void {
    this.#db.change(() => {
      const run = this.find(id);
      if (run === null) throw missing('run', id);
      const { name, state, jobId, device, finishedAt } = { ...run, ...changes };
      this.#db.run(
        `UPDATE run SET name = @name, state = @state, job_id = @jobId, device = @device, finished_at = @finishedAt
         WHERE id = @id`,
        { id, name, state, jobId, device, finishedAt },
      );
    });
  }

  /** Releases one run, and no other; null releases none. */
  release(id: string | null): void {
    this.#db.change(() => {
      this.#db.run('UPDATE run SET released = 0 WHERE released = 1');
      if (id !== null && this.#db.run('UPDATE run SET released = 1 WHERE id = @id', { id }) === 0) {
        throw missing('run', id);
      }
    });
  }

  /** A number of a step that is measured again, after a resume, counts in the place of the first. */
  addMetrics(runId: string, metrics: readonly RunMetric[]): void {
    this.#db.change(() => {
      for (const metric of metrics) {
        this.#db.run(
          `INSERT INTO run_metric (run_id, name, step, epoch, value, at) VALUES (@runId, @name, @step, @epoch, @value, @at)
           ON CONFLICT DO UPDATE SET epoch = excluded.epoch, value = excluded.value, at = excluded.at`,
          { ...metric, runId },
        );
      }
    });
  }

  /** One curve, by step. @param afterStep only what came after it; -1 for all */
  metrics(runId: string, name: string, afterStep: number): RunMetric[] {
    return this.#db.all(
      metricSchema,
      `SELECT step, epoch, name, value, at FROM run_metric
       WHERE run_id = @runId AND name = @name AND step > @afterStep ORDER BY step`,
      { runId, name, afterStep },
    );
  }

  /** The names of all curves of a run. */
  metricNames(runId: string): string[] {
    return this.#db
      .all(
        z.strictObject({ name: z.string() }),
        'SELECT DISTINCT name FROM run_metric WHERE run_id = @runId ORDER BY name',
        { runId },
      )
      .map(({ name }) => name);
  }

  /** A run has one checkpoint of each kind: the newest. */
  saveCheckpoint(checkpoint: Checkpoint): void {
    this.#db.change(() =>
      this.#db.run(
        `INSERT INTO checkpoint (run_id, kind, step, epoch, score, path, saved_at)
         VALUES (@runId, @kind, @step, @epoch, @score, @path, @savedAt)
         ON CONFLICT DO UPDATE SET step = excluded.step, epoch = excluded.epoch, score = excluded.score,
           path = excluded.path, saved_at = excluded.saved_at`,
        { ...checkpoint },
      ),
    );
  }

  checkpoints(runId: string): Checkpoint[] {
    return this.#db.all(
      checkpointSchema,
      `SELECT run_id AS runId, kind, step, epoch, score, path, saved_at AS savedAt FROM checkpoint
       WHERE run_id = @runId ORDER BY kind`,
      { runId },
    );
  }

  #select(condition: string, parameters: Record<string, string>): Run[] {
    return this.#db
      .all(
        rowSchema,
        `SELECT id, name, split_id AS splitId, job_id AS jobId, state, settings, channels, device, released,
           created_at AS createdAt, finished_at AS finishedAt FROM run WHERE ${condition}`,
        parameters,
      )
      .map(({ released, ...run }) => ({ ...run, released: released === 1 }));
  }
}

const rowSchema = runSchema.extend({
  channels: jsonColumn(z.array(classIdSchema)),
  released: z.literal([0, 1]),
});

const metricSchema: z.ZodType<RunMetric> = z.strictObject({
  step: z.int(),
  epoch: z.number(),
  name: z.string(),
  value: z.number().nullable(),
  at: z.int(),
});
