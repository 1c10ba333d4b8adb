import { randomUUID } from 'node:crypto';
import { open, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { BlemishError } from '../../app/domain/errors.ts';

/**
 * Writes a file whole or not at all, even through a power cut: beside the target first, forced to the disk, then
 * renamed over it. On failure the old file is as it was and nothing else is left. Contents may come in pieces, each
 * written before the next is asked for; what they throw is passed on.
 *
 * @throws {BlemishError} 'resource' where the disk is full, 'input' where the path cannot be written.
 */
export async function writeFileAtomically(
  path: string,
  contents: Uint8Array | string | AsyncIterable<Uint8Array>,
): Promise<void> {
  const bytes = typeof contents === 'string' ? Buffer.from(contents, 'utf8') : contents;
  const folder = dirname(path);
  const temporary = join(folder, `.blemish-${randomUUID()}.tmp`);
  try {
    await writeToDisk(temporary, bytes);
    await rename(temporary, path);
  } catch (cause) {
    await rm(temporary, { force: true }).catch(() => undefined);
    // What the pieces themselves throw has no code of the system's.
    if (!(bytes instanceof Uint8Array) && !isSystemError(cause)) throw cause;
    throw notWritten(path, bytes instanceof Uint8Array ? bytes.length : null, cause);
  }
  await syncFolder(folder);
}

const TEMPORARY = /^\.blemish-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\.tmp$/;

/** Removes what a process killed while it wrote left in a folder; to be called where nobody else writes there. */
export async function removeUnfinishedWrites(folder: string): Promise<void> {
  const names = await readdir(folder);
  const unfinished = names.filter((name) => TEMPORARY.test(name));
  await Promise.all(unfinished.map((name) => rm(join(folder, name), { force: true })));
}

function isSystemError(cause: unknown): cause is Error & { code: unknown } {
  return cause instanceof Error && 'code' in cause;
}

async function writeToDisk(path: string, bytes: Uint8Array | AsyncIterable<Uint8Array>): Promise<void> {
  const file = await open(path, 'wx');
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Makes the rename last. Windows and some network drives cannot sync a folder and need not. */
async function syncFolder(folder: string): Promise<void> {
  try {
    const handle = await open(folder, 'r');
    await handle.sync().finally(() => handle.close());
  } catch {
    // The file itself is on the disk: a crash now brings back the old name at worst.
  }
}

function notWritten(path: string, size: number | null, cause: unknown): BlemishError {
  const code = isSystemError(cause) ? cause.code : undefined;
  const explain = (kind: 'input' | 'resource', problem: string, remedy: string): BlemishError =>
    new BlemishError(kind, { subject: path, problem, remedy, cause });
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return explain(
        'resource',
        'cannot be written because the disk is full',
        `Free ${size === null ? 'some space' : `at least ${inMegabytes(size)}`} there or choose a folder on another disk`,
      );
    case 'ENOENT':
    case 'ENOTDIR':
      return explain(
        'input',
        'cannot be written because its folder does not exist',
        'Create the folder first',
      );
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return explain('input', 'may not be written', 'Allow writing there or choose another folder');
    case 'EISDIR':
      return explain('input', 'is a folder, not a file', 'Move that folder away or choose another one');
    case 'ENAMETOOLONG':
      return explain('input', 'has a name too long for this disk', 'Give the picture a shorter name');
    default:
      return explain('input', `cannot be written (${String(cause)})`, 'Check the disk and its permissions');
  }
}

function inMegabytes(bytes: number): string {
  return `${(Math.ceil(bytes / 1e5) / 10).toFixed(1)} MB`;
}
