import { v7 as newId } from 'uuid';
import { z } from 'zod';
import { type Part, partSchema } from '../../app/domain/part.ts';
import { missing } from './missing.ts';
import type { ProjectDatabase } from './project-database.ts';

/** The workpieces. */
export class Parts {
  readonly #db: ProjectDatabase;

  constructor(db: ProjectDatabase) {
    this.#db = db;
  }

  /** By lot, then by name. */
  list(): Part[] {
    return this.#db.all(partSchema, `SELECT ${COLUMNS} FROM part ORDER BY lot, name`);
  }

  /** All lots that have parts, in order. */
  lots(): string[] {
    return this.#db
      .all(
        z.strictObject({ lot: z.string() }),
        'SELECT DISTINCT lot FROM part WHERE lot IS NOT NULL ORDER BY lot',
      )
      .map(({ lot }) => lot);
  }

  find(id: string): Part | null {
    return this.#db.get(partSchema, `SELECT ${COLUMNS} FROM part WHERE id = @id`, { id });
  }

  /** The part of this name in the lot, made where there is none yet. */
  named(name: string, lot: string | null): Part {
    return this.#db.change(() => {
      const found = this.#db.get(
        partSchema,
        `SELECT ${COLUMNS} FROM part WHERE ifnull(lot, '') = ifnull(@lot, '') AND name = @name`,
        { name, lot },
      );
      if (found !== null) return found;
      const part: Part = { id: newId(), name, lot, verdict: null };
      this.#db.run('INSERT INTO part (id, name, lot, verdict) VALUES (@id, @name, @lot, @verdict)', {
        ...part,
      });
      return part;
    });
  }

  /** What an inspector said of the workpiece itself; null takes it back. */
  setVerdict(id: string, verdict: Part['verdict']): void {
    this.#db.change(() => {
      const changed = this.#db.run('UPDATE part SET verdict = @verdict WHERE id = @id', { id, verdict });
      if (changed === 0) throw missing('part', id);
    });
  }
}

const COLUMNS = 'id, name, lot, verdict';
