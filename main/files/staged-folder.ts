import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rename, rm, rmdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { BlemishError } from '../../app/domain/errors.ts';
import type { OutputFile } from '../../app/formats/annotation-format.ts';
import { writeFileAtomically } from '../../native-models/files/write-atomic.ts';

/**
 * Writes a folder whole or not at all: into a hidden one beside it first, which is renamed when `fill` has ended well
 * and removed when it has not.
 * @throws {BlemishError} 'usage' where the folder is there and not empty
 */
export async function writeFolder(
  folder: string,
  fill: (write: (file: string, content: OutputFile['content']) => Promise<void>) => Promise<void>,
): Promise<void> {
  await requireFree(folder);
  const target = path.resolve(folder);
  const staging = path.join(path.dirname(target), `.${path.basename(target)}-${randomUUID()}.part`);
  try {
    await mkdir(staging, { recursive: true }).catch((cause: unknown) => {
      throw unwritable(folder, cause);
    });
    await fill(async (file, content) => {
      const place = path.join(staging, file);
      if (!place.startsWith(staging + path.sep)) throw new RangeError(`${file} leaves the folder`);
      await mkdir(path.dirname(place), { recursive: true });
      if (typeof content === 'string' || content instanceof Uint8Array) {
        await writeFileAtomically(place, content);
      } else {
        await writePieces(place, content);
      }
    });
    await requireFree(folder);
    await rmdir(target).catch(() => undefined);
    await rename(staging, target).catch((cause: unknown) => {
      throw unwritable(folder, cause);
    });
  } catch (error) {
    await rm(staging, { recursive: true, force: true });
    throw error;
  }
}

async function writePieces(place: string, pieces: AsyncIterable<string>): Promise<void> {
  try {
    await writeFile(place, pieces, { flush: true });
  } catch (cause) {
    // What the pieces themselves throw has no code.
    throw cause instanceof Error && 'code' in cause ? unwritable(place, cause) : cause;
  }
}

/** @throws {BlemishError} 'usage' where something is there already */
export async function requireFree(folder: string): Promise<void> {
  const entries = await readdir(folder).catch((cause: unknown) => {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return [];
    throw unwritable(folder, cause);
  });
  if (entries.length > 0) {
    throw new BlemishError('usage', {
      subject: folder,
      problem: 'The folder is not empty',
      remedy: 'Name a new one with --out',
    });
  }
}

function unwritable(subject: string, cause: unknown): BlemishError {
  return new BlemishError('input', {
    subject,
    problem: 'It cannot be written',
    remedy: 'Check the path, the space on the disk, and that you may write there',
    cause,
  });
}
