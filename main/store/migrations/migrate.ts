import type { Database } from 'better-sqlite3';
import { MIGRATIONS, NEWEST_VERSION } from './all-migrations.ts';

/** "BLEM": says in the file's header whose data base it is. */
export const APPLICATION_ID = 0x424c454d;

/** Brings a data base to a version, all the way or not at all. */
export function migrate(db: Database, target: number = NEWEST_VERSION): void {
  db.transaction(() => {
    db.pragma(`application_id = ${APPLICATION_ID}`);
    for (let version = versionOf(db); version < target; version++) db.exec(MIGRATIONS[version]);
    db.pragma(`user_version = ${target}`);
  }).immediate();
}

export function versionOf(db: Database): number {
  return db.pragma('user_version', { simple: true }) as number;
}

export function applicationOf(db: Database): number {
  return db.pragma('application_id', { simple: true }) as number;
}
