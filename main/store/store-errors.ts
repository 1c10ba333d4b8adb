import Database from 'better-sqlite3';
import { BlemishError } from '../../app/domain/errors.ts';

/** Whether another connection holds what is asked for. */
export function isBusy(error: unknown): boolean {
  return error instanceof Database.SqliteError && error.code === 'SQLITE_BUSY';
}

/** What a person can do about an error of SQLite; what is no such error, or a defect of Blemish, stays as it is. */
export function storeError(file: string, cause: unknown): unknown {
  if (!(cause instanceof Database.SqliteError)) return cause;
  const explain = (kind: 'input' | 'resource', problem: string, remedy: string): BlemishError =>
    new BlemishError(kind, { subject: file, problem, remedy, cause });
  switch (isFull(cause) ? 'SQLITE_FULL' : cause.code.split('_', 2).join('_')) {
    case 'SQLITE_FULL':
      return explain('resource', 'The disk is full; nothing was changed', 'Free space there and try again');
    case 'SQLITE_CONSTRAINT':
      return cause.code === 'SQLITE_CONSTRAINT_FOREIGNKEY'
        ? explain('input', 'The project has no such thing as this belongs to', 'Load the lists again')
        : cause;
    case 'SQLITE_CORRUPT':
      return damaged(file, cause.message, cause);
    case 'SQLITE_NOTADB':
      return explain('input', 'It is not a Blemish project', 'Choose another file');
    case 'SQLITE_BUSY':
    case 'SQLITE_LOCKED':
      return explain('resource', 'Another program holds it', 'Close that program and try again');
    case 'SQLITE_IOERR':
      return explain(
        'resource',
        `The disk refused (${cause.message})`,
        'Check the disk and the space on it, then open the project again',
      );
    case 'SQLITE_CANTOPEN':
    case 'SQLITE_PERM':
    case 'SQLITE_READONLY':
      return explain(
        'input',
        'It cannot be written there',
        'Check that the folder exists and may be written',
      );
    default:
      return cause;
  }
}

/** The file beside a write-ahead log that cannot grow: the disk has no room for it either. */
function isFull({ code }: InstanceType<typeof Database.SqliteError>): boolean {
  return code === 'SQLITE_FULL' || code === 'SQLITE_IOERR_SHMSIZE';
}

/** The advice for a data base that does not hold together. */
export function damaged(file: string, finding: string, cause?: unknown): BlemishError {
  return new BlemishError('input', {
    subject: file,
    problem: `The project is damaged: ${finding}`,
    remedy: 'Close it and restore the newest backup from its folder backups; keep the damaged file aside',
    cause,
  });
}
