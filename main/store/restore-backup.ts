import { randomUUID } from 'node:crypto';
import { copyFile, mkdir, rename, rm } from 'node:fs/promises';
import { constants, existsSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { BlemishError } from '../../app/domain/errors.ts';
import { type Holder, ReadOnlyError } from './access.ts';
import { backupPath } from './backup.ts';
import { syncFile } from '../files/sync-file.ts';
import { findDamage } from './integrity/find-damage.ts';
import { requireSupported } from './require-supported.ts';
import { takeLock } from './project-lock.ts';
import { type ProjectPlace, backupsOf } from './project-place.ts';
import { damaged, storeError } from './store-errors.ts';

/**
 * Puts a backup in the place of a project's data base. What was there is kept beside the backups, with its log.
 * @returns where it is kept
 * @throws {BlemishError} where the backup is damaged, or the project is open somewhere; nothing is changed then
 */
export async function restoreBackup(backup: string, place: ProjectPlace, me: Holder): Promise<string> {
  requireSound(backup);
  const lock = takeLock(place.file, me);
  if (lock.kind === 'in-use') throw new ReadOnlyError(place.file, { kind: 'in-use', holder: lock.holder });
  const part = path.join(place.folder, `.blemish-${randomUUID()}.tmp`);
  try {
    await copyFile(backup, part);
    await syncFile(part);
    const kept = await keepReplaced(place, me.since);
    // The log belongs to the old file: SQLite would write it into the new one.
    for (const ending of SIDE_FILES) await rm(`${place.file}${ending}`, { force: true });
    await rename(part, place.file);
    return kept;
  } catch (cause) {
    throw storeError(place.file, cause);
  } finally {
    await rm(part, { force: true });
    lock.release();
  }
}

const SIDE_FILES = ['-wal', '-shm', '-journal'];

function requireSound(backup: string): void {
  if (!existsSync(backup)) {
    throw new BlemishError('input', {
      subject: backup,
      problem: 'There is no such backup',
      remedy: 'Choose a file from the folder backups of the project',
    });
  }
  const db = new Database(backup, { readonly: true });
  try {
    requireSupported(db, backup);
    const damage = findDamage(db);
    if (damage !== null) throw damaged(backup, damage);
  } catch (cause) {
    throw storeError(backup, cause);
  } finally {
    db.close();
  }
}

async function keepReplaced(place: ProjectPlace, now: number): Promise<string> {
  const kept = backupPath(place, 'replaced', now);
  await mkdir(backupsOf(place), { recursive: true });
  for (const ending of ['', ...SIDE_FILES]) {
    if (existsSync(`${place.file}${ending}`)) {
      await copyFile(`${place.file}${ending}`, `${kept}${ending}`, constants.COPYFILE_EXCL);
    }
  }
  return kept;
}
