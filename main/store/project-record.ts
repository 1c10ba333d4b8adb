import { z } from 'zod';
import type { Project } from '../../app/domain/project.ts';
import type { Scale } from '../../app/mask/component-shape.ts';
import type { ProjectDatabase } from './project-database.ts';
import { scaleColumns, scaleFrom, scaleRowShape } from './scale-row.ts';

/** The project itself. */
export class ProjectRecord {
  readonly #db: ProjectDatabase;

  constructor(db: ProjectDatabase) {
    this.#db = db;
  }

  read(): Project {
    const { pxPerMmX, pxPerMmY, ...row } = this.#required(
      z.strictObject({ id: z.string(), name: z.string(), createdAt: z.int(), ...scaleRowShape }),
      `SELECT id, name, created_at AS createdAt, px_per_mm_x AS pxPerMmX, px_per_mm_y AS pxPerMmY FROM meta`,
    );
    return { ...row, scale: scaleFrom({ pxPerMmX, pxPerMmY }) };
  }

  rename(name: string): void {
    this.#db.change(() => this.#db.run('UPDATE meta SET name = @name', { name }));
  }

  /** Of every image that has none of its own. */
  setScale(scale: Scale | null): void {
    this.#db.change(() =>
      this.#db.run('UPDATE meta SET px_per_mm_x = @pxPerMmX, px_per_mm_y = @pxPerMmY', scaleColumns(scale)),
    );
  }

  /** ms since 1970; a new project is taken as checked. */
  lastFullCheck(): number {
    return this.#required(
      z.strictObject({ at: z.int() }),
      'SELECT ifnull(full_check_at, created_at) AS at FROM meta',
    ).at;
  }

  checkedFully(now: number): void {
    this.#db.change(() => this.#db.run('UPDATE meta SET full_check_at = @now', { now }));
  }

  #required<Row>(row: z.ZodType<Row>, sql: string): Row {
    const found = this.#db.get(row, sql);
    if (found === null) throw new Error('A project without its own record was opened');
    return found;
  }
}
