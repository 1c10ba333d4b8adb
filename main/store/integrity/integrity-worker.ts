// The entry point of the thread that reads a whole data base: workerData is its path, the answer what is damaged.
import { parentPort, workerData } from 'node:worker_threads';
import Database from 'better-sqlite3';
import { z } from 'zod';
import { findDamage } from './find-damage.ts';

const db = new Database(z.string().parse(workerData), { readonly: true, fileMustExist: true });
try {
  parentPort?.postMessage(damageOf(db));
} finally {
  db.close();
}

/** Pages that cannot even be read are damage too. */
function damageOf(db: Database.Database): string | null {
  try {
    return findDamage(db);
  } catch (error) {
    if (error instanceof Database.SqliteError && error.code.startsWith('SQLITE_CORRUPT'))
      return error.message;
    throw error;
  }
}
