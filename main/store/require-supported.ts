import Database from 'better-sqlite3';
import { z } from 'zod';
import { BlemishError } from '../../app/domain/errors.ts';
import { NEWEST_VERSION } from './migrations/all-migrations.ts';
import { APPLICATION_ID, applicationOf, migrate, versionOf } from './migrations/migrate.ts';
import { damaged } from './store-errors.ts';

/**
 * Refuses what this program did not write or does not know: another data base, one of a newer Blemish, and tables,
 * views or triggers that are not those of its version, for these could act when others are written.
 * @returns its version
 * @throws {BlemishError} 'input'
 */
export function requireSupported(db: Database.Database, file: string): number {
  if (applicationOf(db) !== APPLICATION_ID) {
    throw new BlemishError('input', {
      subject: file,
      problem: 'It is not a Blemish project',
      remedy: 'Choose another file',
    });
  }
  const version = versionOf(db);
  if (version > NEWEST_VERSION) {
    throw new BlemishError('input', {
      subject: file,
      problem: `The project was written by a newer Blemish (version ${version} of its tables; this one knows ${NEWEST_VERSION})`,
      remedy: 'Open it with a newer Blemish; nothing was changed',
    });
  }
  if (version < 1 || schemaOf(db) !== schemaOfVersion(version)) {
    throw damaged(file, `its tables are not those of version ${version}`);
  }
  return version;
}

function schemaOfVersion(version: number): string {
  const db = new Database(':memory:');
  try {
    migrate(db, version);
    return schemaOf(db);
  } finally {
    db.close();
  }
}

/** SQLite's own tables, such as statistics for its planner, come and go. */
function schemaOf(db: Database.Database): string {
  const entries = z
    .array(z.strictObject({ type: z.string(), name: z.string(), sql: z.string().nullable() }))
    .parse(
      db
        .prepare(
          `SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY type, name`,
        )
        .all(),
    );
  return JSON.stringify(entries);
}
