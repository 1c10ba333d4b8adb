import { constants, existsSync } from 'node:fs';
import { access, copyFile, mkdtemp, rm } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import path from 'node:path';
import Database from 'better-sqlite3';
import { type Holder, type ReadOnlyReason, ReadOnlyError } from './access.ts';
import { backUp } from './backup.ts';
import { NEWEST_VERSION } from './migrations/all-migrations.ts';
import { migrate } from './migrations/migrate.ts';
import { isOnNetwork } from './network-share.ts';
import { PATIENCE_MS, chooseJournal, openToRead, openToWrite } from './open-data-base.ts';
import { ProjectDatabase, type StoreLog } from './project-database.ts';
import { type ProjectLock, takeLock } from './project-lock.ts';
import { type ProjectPlace, findProject } from './project-place.ts';
import { ProjectStore } from './project-store.ts';
import { isBusy, storeError } from './store-errors.ts';

export interface OpenOptions {
  /** The name of the person, as others see it. */
  readonly user: string;
  readonly log: StoreLog;
  /** To look at it only, even where it could be written. */
  readonly readOnly?: boolean;
  /** Whether a folder lies on a network share. */
  readonly isOnNetwork?: (folder: string) => boolean;
  /** Patches of the whole project kept for undo, bytes. */
  readonly journalBytes?: number;
  /** ms since 1970. */
  readonly now?: () => number;
}

/**
 * Opens the project at a path: its folder, or its `.blemish` file. Where another program has it open, or its folder
 * may not be written, it is opened to look at only, and `access` says why.
 * @throws {BlemishError} where it is no project, damaged, or of a newer Blemish; nothing is changed then
 */
export async function openProject(target: string, options: OpenOptions): Promise<ProjectStore> {
  const place = await findProject(target);
  try {
    if (options.readOnly === true) return await openToLook(place, { kind: 'asked' }, options);
    if (!(await mayWrite(place))) return await openToLook(place, { kind: 'read-only-folder' }, options);
    const lock = takeLock(place.file, identify(options));
    if (lock.kind === 'in-use') {
      return await openToLook(place, { kind: 'in-use', holder: lock.holder }, options);
    }
    return await openLocked(place, lock, options);
  } catch (cause) {
    throw storeError(place.file, cause);
  }
}

/**
 * A further connection to a project that this program has open, for a thread that reads while others write.
 * @param file its data base, or the copy that is looked at
 */
export function openToReadAlong(file: string, place: ProjectPlace): ProjectStore {
  const connection = new Database(file, { readonly: true, fileMustExist: true, timeout: PATIENCE_MS });
  connection.pragma('trusted_schema = OFF');
  const silent = { info: () => undefined, warn: () => undefined };
  const access = { mode: 'read', reason: { kind: 'asked' }, copied: false } as const;
  const how = { lock: null, remove: null, onNetwork: false, endedUncleanly: false };
  return new ProjectStore(new ProjectDatabase(connection, place.file, access, silent), place, how);
}

/** Who this program is to others. */
export function identify({ user, now = Date.now }: Pick<OpenOptions, 'user' | 'now'>): Holder {
  return { user, host: hostname(), pid: process.pid, since: now() };
}

async function openLocked(
  place: ProjectPlace,
  lock: ProjectLock,
  options: OpenOptions,
): Promise<ProjectStore> {
  const { log, now = Date.now } = options;
  const onNetwork = (options.isOnNetwork ?? isOnNetwork)(place.folder);
  const endedUncleanly = lock.stale !== null || existsSync(`${place.file}-wal`);
  let connection: Database.Database | null = null;
  try {
    const opened = openToWrite(place.file);
    connection = opened.connection;
    if (opened.version < NEWEST_VERSION) {
      await backUp(connection, place, 'migration', now());
      migrate(connection);
      log.info({ from: opened.version, to: NEWEST_VERSION }, 'project migrated');
    }
    chooseJournal(connection, onNetwork);
    const db = new ProjectDatabase(connection, place.file, { mode: 'write' }, log);
    const store = new ProjectStore(db, place, { ...options, lock, remove: null, onNetwork, endedUncleanly });
    store.folding.foldAll();
    return store;
  } catch (error) {
    connection?.close();
    lock.release();
    throw error;
  }
}

async function openToLook(
  place: ProjectPlace,
  reason: ReadOnlyReason,
  options: OpenOptions,
): Promise<ProjectStore> {
  const opened = tryToRead(place, reason);
  if (opened?.version === NEWEST_VERSION) {
    const db = new ProjectDatabase(
      opened.connection,
      place.file,
      { mode: 'read', reason, copied: false },
      options.log,
    );
    return new ProjectStore(db, place, {
      ...options,
      lock: null,
      remove: null,
      onNetwork: false,
      endedUncleanly: false,
    });
  }
  opened?.connection.close();
  if (reason.kind === 'in-use') throw new ReadOnlyError(place.file, reason);
  return openCopy(place, reason, options);
}

/** Null where SQLite would have to write to read: a log was left behind in a folder that may not be written. */
function tryToRead(place: ProjectPlace, reason: ReadOnlyReason): ReturnType<typeof openToRead> | null {
  try {
    return openToRead(place.file);
  } catch (error) {
    const needsWriting = error instanceof Database.SqliteError && /CANTOPEN|READONLY/.test(error.code);
    if (needsWriting) return null;
    throw isBusy(error) && reason.kind === 'in-use' ? new ReadOnlyError(place.file, reason) : error;
  }
}

/** A copy in a folder for temporary files, brought to the newest version and thrown away on closing. */
async function openCopy(
  place: ProjectPlace,
  reason: ReadOnlyReason,
  options: OpenOptions,
): Promise<ProjectStore> {
  const folder = await mkdtemp(path.join(tmpdir(), 'blemish-look-'));
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true });
  try {
    const file = path.join(folder, path.basename(place.file));
    await copyFile(place.file, file);
    await copyFile(`${place.file}-wal`, `${file}-wal`).catch(() => undefined);
    await copyFile(`${place.file}-journal`, `${file}-journal`).catch(() => undefined);
    const { connection } = openToWrite(file);
    migrate(connection);
    connection.pragma('query_only = ON');
    const db = new ProjectDatabase(
      connection,
      place.file,
      { mode: 'read', reason, copied: true },
      options.log,
    );
    return new ProjectStore(db, place, {
      ...options,
      lock: null,
      remove,
      onNetwork: false,
      endedUncleanly: false,
    });
  } catch (error) {
    await remove();
    throw error;
  }
}

async function mayWrite({ folder, file }: ProjectPlace): Promise<boolean> {
  try {
    for (const target of [folder, file]) await access(target, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
