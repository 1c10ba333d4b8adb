import { z } from 'zod';
import { type Prediction, predictionSchema } from '../../../app/domain/prediction.ts';
import { jsonColumn } from '../json-column.ts';
import type { ProjectDatabase } from '../project-database.ts';

/** What runs found in images. */
export class Predictions {
  readonly #db: ProjectDatabase;

  constructor(db: ProjectDatabase) {
    this.#db = db;
  }

  /** Of every image that the run has predicted, by image. */
  ofRun(runId: string): Prediction[] {
    const kept = 'image_id NOT IN (SELECT id FROM image WHERE removed_at IS NOT NULL)';
    return this.#select(`run_id = @runId AND ${kept} ORDER BY image_id`, { runId });
  }

  /** Where the predictions of a run lie, those of removed images among them. */
  pathsOfRun(runId: string): string[] {
    return this.#db
      .all(z.strictObject({ path: z.string() }), 'SELECT path FROM prediction WHERE run_id = @runId', {
        runId,
      })
      .map(({ path }) => path);
  }

  /** The newest run first. */
  ofImage(imageId: string): Prediction[] {
    return this.#select('image_id = @imageId ORDER BY run_id DESC', { imageId });
  }

  find(runId: string, imageId: string): Prediction | null {
    return this.#select('run_id = @runId AND image_id = @imageId', { runId, imageId }).at(0) ?? null;
  }

  /** A run has one prediction of an image: the newest. */
  save(predictions: readonly Prediction[]): void {
    this.#db.change(() => {
      for (const { instances, ...prediction } of predictions) {
        this.#db.run(
          `INSERT INTO prediction (id, run_id, image_id, image_hash, path, score, uncertainty, instances, made_at)
           VALUES (@id, @runId, @imageId, @imageHash, @path, @score, @uncertainty, @instances, @madeAt)
           ON CONFLICT (run_id, image_id) DO UPDATE SET id = excluded.id, image_hash = excluded.image_hash,
             path = excluded.path, score = excluded.score, uncertainty = excluded.uncertainty,
             instances = excluded.instances, made_at = excluded.made_at`,
          { ...prediction, instances: JSON.stringify(instances) },
        );
      }
    });
  }

  #select(condition: string, parameters: Record<string, string>): Prediction[] {
    return this.#db.all(
      rowSchema,
      `SELECT id, run_id AS runId, image_id AS imageId, image_hash AS imageHash, path, score, uncertainty, instances,
         made_at AS madeAt FROM prediction WHERE ${condition}`,
      parameters,
    );
  }
}

const rowSchema = predictionSchema.extend({ instances: jsonColumn(z.json()) });
