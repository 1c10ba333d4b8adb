import { rmSync } from 'node:fs';
import Database from 'better-sqlite3';
import { z } from 'zod';
import type { Holder } from './access.ts';
import { storeError } from './store-errors.ts';

/** A project held for writing. */
export interface ProjectLock {
  readonly kind: 'held';
  /** Who held it last and ended without giving it back: its process crashed or was killed. */
  readonly stale: Holder | null;
  release(): void;
}

export type LockOutcome = ProjectLock | { readonly kind: 'in-use'; readonly holder: Holder };

/**
 * Holds a project for one program. The lock is an open transaction on a small data base beside it: the system ends it
 * with the process, however that dies, and meanwhile others can read who holds it (docs/decisions/project-lock.md).
 */
export function takeLock(file: string, me: Holder): LockOutcome {
  const lockFile = `${file}.lock`;
  for (let attempt = 1; ; attempt++) {
    const outcome = tryLock(lockFile, me);
    if (outcome !== 'gone') return outcome;
    if (attempt === MOST_ATTEMPTS) throw new Error(`${lockFile} vanished ${MOST_ATTEMPTS} times`);
  }
}

const MOST_ATTEMPTS = 20;

const holderSchema = z.strictObject({
  user: z.string(),
  host: z.string(),
  pid: z.int(),
  since: z.int(),
});

/** 'gone' where another program removed the file while this one took hold of it. */
function tryLock(lockFile: string, me: Holder): LockOutcome | 'gone' {
  const db = openLockFile(lockFile);
  try {
    const stale = db.transaction(() => signIn(db, me)).immediate();
    db.exec('BEGIN IMMEDIATE');
    return {
      kind: 'held',
      stale,
      release: () => {
        release(lockFile, db);
      },
    };
  } catch (error) {
    const holder = isCode(error, 'SQLITE_BUSY') ? readHolder(db) : null;
    db.close();
    if (holder !== null) return { kind: 'in-use', holder };
    if (isCode(error, 'SQLITE_NOTADB')) rmSync(lockFile, { force: true });
    else if (!isCode(error, 'SQLITE_BUSY') && !isCode(error, 'SQLITE_READONLY_DBMOVED')) {
      throw storeError(lockFile, error);
    }
    return 'gone';
  }
}

function openLockFile(lockFile: string): Database.Database {
  try {
    return new Database(lockFile, { timeout: 1000 });
  } catch (cause) {
    throw storeError(lockFile, cause);
  }
}

/** @returns who was signed in before */
function signIn(db: Database.Database, me: Holder): Holder | null {
  db.exec(
    'CREATE TABLE IF NOT EXISTS holder (user TEXT NOT NULL, host TEXT NOT NULL, pid INTEGER NOT NULL, since INTEGER NOT NULL) STRICT',
  );
  const before = readHolder(db);
  db.exec('DELETE FROM holder');
  db.prepare('INSERT INTO holder VALUES (@user, @host, @pid, @since)').run(me);
  return before;
}

function readHolder(db: Database.Database): Holder | null {
  const exists = db.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'holder'").get();
  if (exists === undefined) return null;
  return holderSchema.nullable().parse(db.prepare('SELECT * FROM holder').get() ?? null);
}

/** Removed while still held, so that nobody takes hold of a file about to vanish; Windows removes closed files only. */
function release(lockFile: string, db: Database.Database): void {
  if (process.platform === 'win32') {
    db.close();
    removeIfFree(lockFile);
  } else {
    rmSync(lockFile, { force: true });
    db.close();
  }
}

function removeIfFree(lockFile: string): void {
  try {
    rmSync(lockFile, { force: true });
  } catch {
    // Another program has already taken hold of it.
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Database.SqliteError && error.code === code;
}
