import type Database from 'better-sqlite3';
import type { Logger } from 'pino';
import type { z } from 'zod';
import { type Access, ReadOnlyError } from './access.ts';
import { storeError } from './store-errors.ts';

export type StoreLog = Pick<Logger, 'info' | 'warn'>;

export type Parameters = Readonly<Record<string, string | number | null | Uint8Array>>;

/** Statements slower than this are logged, ms. */
const SLOW_MS = 50;

/** The data base of an open project: prepared statements, checked rows, and changes that happen whole or not at all. */
export class ProjectDatabase {
  readonly access: Access;
  readonly connection: Database.Database;
  readonly #file: string;
  readonly #log: StoreLog;
  readonly #statements = new Map<string, Database.Statement<[Parameters]>>();

  constructor(connection: Database.Database, file: string, access: Access, log: StoreLog) {
    this.connection = connection;
    this.#file = file;
    this.access = access;
    this.#log = log;
  }

  /** All rows. @param row what each must be: files of others may hold anything */
  all<Row>(row: z.ZodType<Row>, sql: string, parameters: Parameters = {}): Row[] {
    return this.#timed(sql, (statement) => statement.all(parameters)).map((found) => row.parse(found));
  }

  /** The first row, or null. */
  get<Row>(row: z.ZodType<Row>, sql: string, parameters: Parameters = {}): Row | null {
    const found = this.#timed(sql, (statement) => statement.get(parameters));
    return found === undefined ? null : row.parse(found);
  }

  /** @returns how many rows were changed */
  run(sql: string, parameters: Parameters = {}): number {
    return this.#timed(sql, (statement) => statement.run(parameters)).changes;
  }

  /**
   * Everything that `work` does takes effect, on the disk, when this returns; nothing does when it throws.
   * @throws {BlemishError} where the project is open to look at only
   */
  change<Result>(work: () => Result): Result {
    if (this.access.mode === 'read') throw new ReadOnlyError(this.#file, this.access.reason);
    try {
      return this.connection.transaction(work).immediate();
    } catch (cause) {
      throw storeError(this.#file, cause);
    }
  }

  #timed<Result>(sql: string, work: (statement: Database.Statement<[Parameters]>) => Result): Result {
    const start = performance.now();
    try {
      return work(this.#prepared(sql));
    } catch (cause) {
      throw storeError(this.#file, cause);
    } finally {
      const ms = performance.now() - start;
      if (ms > SLOW_MS) this.#log.warn({ ms: Math.round(ms), sql }, 'slow statement');
    }
  }

  #prepared(sql: string): Database.Statement<[Parameters]> {
    const known = this.#statements.get(sql);
    if (known !== undefined) return known;
    const statement = this.connection.prepare<[Parameters]>(sql);
    this.#statements.set(sql, statement);
    return statement;
  }
}
