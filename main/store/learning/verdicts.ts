import { type Verdict, verdictSchema } from '../../../app/domain/verdict.ts';
import type { ProjectDatabase } from '../project-database.ts';

/** What reviewers said of images. */
export class Verdicts {
  readonly #db: ProjectDatabase;

  constructor(db: ProjectDatabase) {
    this.#db = db;
  }

  /** The newest first. */
  ofImage(imageId: string): Verdict[] {
    return this.#select('image_id = @imageId', { imageId });
  }

  /** Given on the predictions of a run; the newest first. */
  ofRun(runId: string): Verdict[] {
    return this.#select('run_id = @runId', { runId });
  }

  /** Earlier ones stay, as what was said then. */
  add(verdict: Verdict): void {
    this.#db.change(() =>
      this.#db.run(
        `INSERT INTO verdict (id, image_id, run_id, reviewer, verdict, note, given_at)
         VALUES (@id, @imageId, @runId, @reviewer, @verdict, @note, @givenAt)`,
        { ...verdict },
      ),
    );
  }

  #select(condition: string, parameters: Record<string, string>): Verdict[] {
    return this.#db.all(
      verdictSchema,
      `SELECT id, image_id AS imageId, run_id AS runId, reviewer, verdict, note, given_at AS givenAt
       FROM verdict WHERE ${condition} ORDER BY id DESC`,
      parameters,
    );
  }
}
