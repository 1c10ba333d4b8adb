import Database from 'better-sqlite3';
import { damaged } from './store-errors.ts';
import { findDamageQuickly } from './integrity/find-damage.ts';
import { requireSupported } from './require-supported.ts';

/** How long a statement waits for another program, ms. */
export const PATIENCE_MS = 5000;

/** A checked connection that reads only. @returns also the version of its tables */
export function openToRead(file: string): { connection: Database.Database; version: number } {
  const connection = new Database(file, { readonly: true, fileMustExist: true, timeout: PATIENCE_MS });
  try {
    return { connection, version: check(connection, file) };
  } catch (error) {
    connection.close();
    throw error;
  }
}

/** A checked connection that writes: every change is forced to the disk. */
export function openToWrite(file: string): { connection: Database.Database; version: number } {
  // Looked at first, so that a file that is refused stays as it was, to its last byte.
  openToRead(file).connection.close();
  const connection = new Database(file, { fileMustExist: true, timeout: PATIENCE_MS });
  try {
    connection.pragma('synchronous = FULL');
    connection.pragma('foreign_keys = ON');
    return { connection, version: check(connection, file) };
  } catch (error) {
    connection.close();
    throw error;
  }
}

/**
 * A write-ahead log for as long as the project is open; on a network share, where that is not safe, the whole file is
 * locked instead and nobody else reads it meanwhile.
 */
export function chooseJournal(connection: Database.Database, onNetwork: boolean): void {
  if (!onNetwork) {
    connection.pragma('journal_mode = WAL');
    return;
  }
  connection.pragma('journal_mode = DELETE');
  connection.pragma('locking_mode = EXCLUSIVE');
  connection.exec('BEGIN EXCLUSIVE; COMMIT');
}

function check(connection: Database.Database, file: string): number {
  connection.pragma('trusted_schema = OFF');
  connection.pragma('cell_size_check = ON');
  const version = requireSupported(connection, file);
  const damage = findDamageQuickly(connection);
  if (damage !== null) throw damaged(file, damage);
  return version;
}
