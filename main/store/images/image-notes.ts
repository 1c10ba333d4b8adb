import { type ImageNote, imageNoteSchema } from '../../../app/domain/image.ts';
import { missing } from '../missing.ts';
import type { ProjectDatabase } from '../project-database.ts';

/** What people wrote about images. */
export class ImageNotes {
  readonly #db: ProjectDatabase;

  constructor(db: ProjectDatabase) {
    this.#db = db;
  }

  /** The oldest first. */
  ofImage(imageId: string): ImageNote[] {
    return this.#db.all(
      imageNoteSchema,
      `SELECT id, image_id AS imageId, author, text, written_at AS writtenAt FROM image_note
       WHERE image_id = @imageId ORDER BY id`,
      { imageId },
    );
  }

  add(note: ImageNote): void {
    this.#db.change(() =>
      this.#db.run(
        `INSERT INTO image_note (id, image_id, author, text, written_at)
         VALUES (@id, @imageId, @author, @text, @writtenAt)`,
        { ...note },
      ),
    );
  }

  remove(id: string): void {
    this.#db.change(() => {
      if (this.#db.run('DELETE FROM image_note WHERE id = @id', { id }) === 0) throw missing('note', id);
    });
  }
}
