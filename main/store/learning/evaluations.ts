import { z } from 'zod';
import { type EvaluatedImage, type Evaluation, evaluationSchema } from '../../../app/domain/evaluation.ts';
import { jsonColumn } from '../json-column.ts';
import type { ProjectDatabase } from '../project-database.ts';

/** How good runs were, as a whole and image by image. */
export class Evaluations {
  readonly #db: ProjectDatabase;

  constructor(db: ProjectDatabase) {
    this.#db = db;
  }

  /** The newest first. */
  ofRun(runId: string): Evaluation[] {
    return this.#db.all(
      rowSchema,
      `SELECT ${COLUMNS} FROM evaluation WHERE run_id = @runId ORDER BY id DESC`,
      {
        runId,
      },
    );
  }

  find(id: string): Evaluation | null {
    return this.#db.get(rowSchema, `SELECT ${COLUMNS} FROM evaluation WHERE id = @id`, { id });
  }

  /** By image. */
  images(evaluationId: string): EvaluatedImage[] {
    return this.#db.all(
      imageSchema,
      `SELECT image_id AS imageId, annotation_id AS annotationId, revision, counts FROM evaluated_image
       WHERE evaluation_id = @evaluationId ORDER BY image_id`,
      { evaluationId },
    );
  }

  /** Whether all labels are still those that the evaluation judged by. */
  isUpToDate(evaluationId: string): boolean {
    const changed = this.#db.get(
      z.strictObject({ found: z.int() }),
      `SELECT 1 AS found FROM evaluated_image e
         LEFT JOIN annotation a ON a.image_id = e.image_id AND a.is_current = 1
       WHERE e.evaluation_id = @evaluationId
         AND (a.id IS NOT e.annotation_id OR ifnull(a.revision, 0) <> e.revision) LIMIT 1`,
      { evaluationId },
    );
    return changed === null;
  }

  add({ settings, scores, ...evaluation }: Evaluation, images: readonly EvaluatedImage[]): void {
    this.#db.change(() => {
      this.#db.run(
        `INSERT INTO evaluation (id, run_id, split_id, subset, settings, scores, made_at)
         VALUES (@id, @runId, @splitId, @subset, @settings, @scores, @madeAt)`,
        { ...evaluation, settings: JSON.stringify(settings), scores: JSON.stringify(scores) },
      );
      for (const { counts, ...image } of images) {
        this.#db.run(
          `INSERT INTO evaluated_image (evaluation_id, image_id, annotation_id, revision, counts)
           VALUES (@evaluationId, @imageId, @annotationId, @revision, @counts)`,
          { ...image, evaluationId: evaluation.id, counts: JSON.stringify(counts) },
        );
      }
    });
  }
}

const COLUMNS = 'id, run_id AS runId, split_id AS splitId, subset, settings, scores, made_at AS madeAt';

const rowSchema = evaluationSchema.extend({ settings: jsonColumn(z.json()), scores: jsonColumn(z.json()) });

const imageSchema: z.ZodType<EvaluatedImage> = z.strictObject({
  imageId: z.string(),
  annotationId: z.string().nullable(),
  revision: z.int(),
  counts: jsonColumn(z.json()),
});
