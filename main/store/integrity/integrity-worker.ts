// The entry point of the thread that reads a whole data base: workerData is its path, the answer what is damaged.
import { parentPort, workerData } from 'node:worker_threads';
import Database from 'better-sqlite3';
import { z } from 'zod';
import { findDamage } from './find-damage.ts';

// Answered only once the file is closed: whoever hears it may close the project for good at once.
parentPort?.postMessage(damageIn(z.string().parse(workerData)));

function damageIn(file: string): string | null {
  const db = new Database(file, { readonly: true, fileMustExist: true });
  try {
    return damageOf(db);
  } finally {
    db.close();
  }
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
