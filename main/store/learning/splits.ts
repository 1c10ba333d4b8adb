import { z } from 'zod';
import { BlemishError } from '../../../app/domain/errors.ts';
import {
  type Split,
  type SplitMember,
  type Subset,
  splitSchema,
  subsetSchema,
} from '../../../app/domain/split.ts';
import { jsonColumn } from '../json-column.ts';
import { missing } from '../missing.ts';
import type { ProjectDatabase } from '../project-database.ts';

/** Which images a model learns from, and on which it is judged. */
export class Splits {
  readonly #db: ProjectDatabase;

  constructor(db: ProjectDatabase) {
    this.#db = db;
  }

  /** The newest first. */
  list(): Split[] {
    return this.#db.all(rowSchema, `SELECT ${COLUMNS} FROM split WHERE complete = 1 ORDER BY id DESC`);
  }

  find(id: string): Split | null {
    return this.#db.get(rowSchema, `SELECT ${COLUMNS} FROM split WHERE id = @id AND complete = 1`, { id });
  }

  /** Without removed images, which are where they were when they come back. */
  members(splitId: string): SplitMember[] {
    return this.#db.all(
      z.strictObject({ imageId: z.string(), subset: subsetSchema }),
      `SELECT image_id AS imageId, subset FROM split_member
       WHERE split_id = @splitId AND image_id NOT IN (SELECT id FROM image WHERE removed_at IS NOT NULL)
       ORDER BY image_id`,
      { splitId },
    );
  }

  add(split: Split, members: readonly SplitMember[]): void {
    this.#db.change(() => {
      this.begin(split);
      this.addMembers(split.id, members);
      this.complete([split.id]);
    });
  }

  /** A split of many members, written a few at a time: it is in no list before it is complete. */
  begin({ id, name, method, options, seed, locked, createdAt }: Split): void {
    this.#db.change(() => {
      this.#db.run(
        `INSERT INTO split (id, name, method, options, seed, locked, created_at, complete)
         VALUES (@id, @name, @method, @options, @seed, @locked, @createdAt, 0)`,
        {
          id,
          name,
          method,
          options: JSON.stringify(options),
          seed,
          locked: JSON.stringify(locked),
          createdAt,
        },
      );
    });
  }

  addMembers(splitId: string, members: readonly SplitMember[]): void {
    this.#db.change(() => {
      for (const member of members) this.#put(splitId, member);
    });
  }

  complete(splitIds: readonly string[]): void {
    this.#db.change(() => {
      for (const id of splitIds) this.#db.run('UPDATE split SET complete = 1 WHERE id = @id', { id });
    });
  }

  /** Those that were begun and never completed. */
  removeIncomplete(): void {
    this.#db.change(() => this.#db.run('DELETE FROM split WHERE complete = 0'));
  }

  /**
   * Puts images into subsets, in the place of where they were.
   * @throws {BlemishError} 'input' where one would leave a locked subset; none is moved then
   */
  assign(splitId: string, members: readonly SplitMember[]): void {
    this.#db.change(() => {
      const { locked } = this.#required(splitId);
      for (const member of members) {
        const before = this.#subsetOf(splitId, member.imageId);
        if (before !== null && before !== member.subset && locked.includes(before)) {
          throw new BlemishError('input', {
            subject: `image ${member.imageId}`,
            problem: `It is in ${before}, which is locked`,
            remedy: `Leave it there, or unlock ${before} of this split`,
          });
        }
        this.#put(splitId, member);
      }
    });
  }

  /** The members of these subsets stay theirs, whatever images arrive later. */
  lock(splitId: string, locked: readonly Subset[]): void {
    this.#db.change(() => {
      this.#required(splitId);
      this.#db.run('UPDATE split SET locked = @locked WHERE id = @splitId', {
        splitId,
        locked: JSON.stringify(locked),
      });
    });
  }

  #put(splitId: string, { imageId, subset }: SplitMember): void {
    this.#db.run(
      `INSERT INTO split_member (split_id, image_id, subset) VALUES (@splitId, @imageId, @subset)
       ON CONFLICT DO UPDATE SET subset = excluded.subset`,
      { splitId, imageId, subset },
    );
  }

  #subsetOf(splitId: string, imageId: string): Subset | null {
    const member = this.#db.get(
      z.strictObject({ subset: subsetSchema }),
      'SELECT subset FROM split_member WHERE split_id = @splitId AND image_id = @imageId',
      { splitId, imageId },
    );
    return member?.subset ?? null;
  }

  #required(id: string): Split {
    const split = this.find(id);
    if (split === null) throw missing('split', id);
    return split;
  }
}

const COLUMNS = 'id, name, method, options, seed, locked, created_at AS createdAt';

const rowSchema = splitSchema.extend({
  options: jsonColumn(z.json()),
  locked: jsonColumn(z.array(subsetSchema)),
});
