import { z } from 'zod';
import type { Image } from '../../../app/domain/image.ts';
import { missing } from '../missing.ts';
import type { ProjectDatabase } from '../project-database.ts';
import { imageColumns, imageFrom, imageRowSchema } from './image-row.ts';

/** Images that were taken out of a project: nothing shows or learns from them, and they can come back as they were. */
export class RemovedImages {
  readonly #db: ProjectDatabase;
  readonly #now: () => number;

  constructor(db: ProjectDatabase, now: () => number) {
    this.#db = db;
    this.#now = now;
  }

  /** The newest first, a page at a time. */
  page(offset: number, limit: number): Image[] {
    return this.#db
      .all(
        imageRowSchema,
        `SELECT ${imageColumns('i')} FROM image i WHERE i.removed_at IS NOT NULL
         ORDER BY i.removed_at DESC, i.id DESC LIMIT @limit OFFSET @offset`,
        { offset, limit },
      )
      .map(imageFrom);
  }

  has(id: string): boolean {
    const row = this.#db.get(
      z.strictObject({ id: z.string() }),
      'SELECT id FROM image WHERE id = @id AND removed_at IS NOT NULL',
      { id },
    );
    return row !== null;
  }

  /** Removes images, with their channels, all or none; their labels and files stay. */
  remove(ids: readonly string[]): void {
    this.#set(ids, 'removed_at = @now WHERE removed_at IS NULL', { now: this.#now() });
  }

  /** Brings them back as they were, all or none. */
  restore(ids: readonly string[]): void {
    this.#set(ids, 'removed_at = NULL WHERE removed_at IS NOT NULL', {});
  }

  /** The paths of those of these images, and of their channels, whose files were copied into the project. */
  copiedFiles(ids: readonly string[]): string[] {
    return ids
      .flatMap((id) => this.#withChannels(id))
      .flatMap(({ path, storage }) => (storage === 'copied' ? [path] : []));
  }

  /** Forgets removed images and their channels, with all that was said of them; all or none. */
  purge(ids: readonly string[]): void {
    this.#db.change(() => {
      for (const id of ids) {
        if (!this.has(id)) throw missing('removed image', id);
        for (const each of this.#withChannels(id)) this.#purge(each.id);
      }
    });
  }

  #set(ids: readonly string[], change: string, parameters: Readonly<Record<string, number>>): void {
    this.#db.change(() => {
      for (const id of ids) {
        const changed = this.#db.run(`UPDATE image SET ${change} AND id = @id`, { ...parameters, id });
        if (changed === 0) throw missing('image', id);
      }
    });
  }

  /** Channels first. */
  #withChannels(id: string): z.infer<typeof fileSchema>[] {
    return this.#db.all(
      fileSchema,
      'SELECT id, path, storage FROM image WHERE channel_of = @id OR id = @id ORDER BY channel_of IS NULL',
      { id },
    );
  }

  #purge(id: string): void {
    this.#db.run(
      `UPDATE meta SET journal_bytes = journal_bytes - (
         SELECT ifnull(sum(length(j.patch)), 0) FROM journal j JOIN annotation a ON a.id = j.annotation_id
         WHERE a.image_id = @id)`,
      { id },
    );
    for (const statement of PURGING) this.#db.run(statement, { id });
  }
}

const fileSchema = z.strictObject({ id: z.string(), path: z.string(), storage: z.string() });

/** What belongs to an image goes before it; the rest goes with its row. */
const PURGING = [
  'DELETE FROM evaluated_image WHERE image_id = @id',
  'DELETE FROM prediction WHERE image_id = @id',
  'DELETE FROM verdict WHERE image_id = @id',
  'DELETE FROM journal WHERE annotation_id IN (SELECT id FROM annotation WHERE image_id = @id)',
  'DELETE FROM label_tile WHERE annotation_id IN (SELECT id FROM annotation WHERE image_id = @id)',
  'DELETE FROM annotation WHERE image_id = @id',
  'DELETE FROM image WHERE id = @id',
];
