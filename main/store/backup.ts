import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import Database from 'better-sqlite3';
import { removeUnfinishedWrites } from '../../native-models/files/write-atomic.ts';
import { syncFile } from '../files/sync-file.ts';
import { type ProjectPlace, PROJECT_ENDING, backupsOf } from './project-place.ts';
import { damaged, storeError } from './store-errors.ts';
import { findDamageQuickly } from './integrity/find-damage.ts';

/** Why a backup was made: before a migration, once a day, because someone asked, or before another was restored. */
export type BackupKind = 'migration' | 'daily' | 'asked' | 'replaced';

const KEPT_DAILY = 7;
const DAY_MS = 24 * 3600 * 1000;

export interface Backup {
  readonly file: string;
  readonly kind: BackupKind;
  /** ms since 1970. */
  readonly madeAt: number;
}

/**
 * Copies the data base as it is into the project's folder backups, while it is in use. A daily one makes the oldest
 * of more than seven go.
 * @throws {BlemishError} 'resource' where the disk is full; what was there before stays as it was
 */
export async function backUp(
  connection: Database.Database,
  place: ProjectPlace,
  kind: BackupKind,
  now: number,
): Promise<Backup> {
  const folder = backupsOf(place);
  await mkdir(folder, { recursive: true });
  await removeUnfinishedWrites(folder);
  const part = path.join(folder, `.blemish-${randomUUID()}.tmp`);
  const target = backupPath(place, kind, now);
  try {
    await connection.backup(part);
    makeOneFile(part);
    await syncFile(part);
    await rename(part, target);
  } catch (cause) {
    for (const file of [part, `${part}-journal`, `${part}-wal`, `${part}-shm`])
      await rm(file, { force: true });
    throw storeError(target, cause);
  }
  if (kind === 'daily') await removeOldest(place);
  return { file: target, kind, madeAt: now };
}

/** E.g. "20261125T013209123Z daily of paint.blemish": names sort by time. */
export function backupPath(place: ProjectPlace, kind: BackupKind, now: number): string {
  const stamp = new Date(now).toISOString().replaceAll(/[-:.]/g, '');
  return path.join(backupsOf(place), `${stamp} ${kind} of ${path.basename(place.file)}`);
}

/** Whether the newest daily backup is older than a day. */
export async function isBackupDue(place: ProjectPlace, now: number): Promise<boolean> {
  const daily = (await listBackups(place)).filter(({ kind }) => kind === 'daily');
  return daily.every(({ madeAt }) => now - madeAt >= DAY_MS);
}

/** The newest first. */
export async function listBackups(place: ProjectPlace): Promise<Backup[]> {
  const folder = backupsOf(place);
  const names = await readdir(folder).catch(() => []);
  return names
    .map((name) => backupOf(folder, name))
    .filter((backup) => backup !== null)
    .sort((a, b) => b.madeAt - a.madeAt);
}

async function removeOldest(place: ProjectPlace): Promise<void> {
  const daily = (await listBackups(place)).filter(({ kind }) => kind === 'daily');
  for (const { file } of daily.slice(KEPT_DAILY)) await rm(file, { force: true });
}

/** A copy of a data base in use says that it has a write-ahead log; it has none. */
function makeOneFile(file: string): void {
  const copy = new Database(file);
  try {
    copy.pragma('journal_mode = DELETE');
    const damage = findDamageQuickly(copy);
    if (damage !== null) throw damaged(file, damage);
  } finally {
    copy.close();
  }
}

const NAME = new RegExp(
  `^(\\d{4})(\\d\\d)(\\d\\d)T(\\d\\d)(\\d\\d)(\\d\\d)(\\d{3})Z (migration|daily|asked|replaced) of .*\\${PROJECT_ENDING}$`,
);

function backupOf(folder: string, name: string): Backup | null {
  const match = NAME.exec(name);
  if (match === null) return null;
  const [year, month, day, hours, minutes, seconds, ms] = match.slice(1, 8).map(Number);
  const madeAt = Date.UTC(year, month - 1, day, hours, minutes, seconds, ms);
  return { file: path.join(folder, name), kind: match[8] as BackupKind, madeAt };
}
