import { createReadStream } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { BlemishError } from '../../app/domain/errors.ts';
import type { AnnotationFiles } from '../../app/formats/annotation-format.ts';

/** More files than this, and the folder is not that of one data set. */
const MOST_FILES = 1_000_000;
const DEEPEST_FOLDER = 16;

/**
 * A folder with all that is below it, or one file alone; hidden files and folders are left out.
 * @throws {BlemishError} 'input' where it is not there or cannot be read
 */
export async function annotationFolder(target: string): Promise<AnnotationFiles> {
  const isFolder = await stat(target)
    .then((found) => found.isDirectory())
    .catch((cause: unknown) => {
      throw unreadable(target, cause);
    });
  const root = isFolder ? target : path.dirname(target);
  const paths = isFolder ? await filesBelow(target) : [path.basename(target)];
  return {
    paths,
    read: (file) =>
      readFile(path.join(root, file)).catch((cause: unknown) => {
        throw unreadable(path.join(root, file), cause);
      }),
    async *stream(file) {
      try {
        // Whoever reads may keep the pieces.
        for await (const piece of createReadStream(path.join(root, file), { highWaterMark: 2 ** 18 })) {
          yield piece as Buffer;
        }
      } catch (cause) {
        throw cause instanceof BlemishError ? cause : unreadable(path.join(root, file), cause);
      }
    },
  };
}

/** Relative paths with '/', in order of their names. */
export async function filesBelow(root: string): Promise<string[]> {
  const found: string[] = [];
  await collect(root, '', 0, found);
  return found.sort();
}

async function collect(root: string, folder: string, depth: number, found: string[]): Promise<void> {
  const here = path.join(root, folder);
  const entries = await readdir(here).catch((cause: unknown) => {
    throw unreadable(here, cause);
  });
  for (const name of entries.filter((entry) => !entry.startsWith('.'))) {
    const relative = folder === '' ? name : `${folder}/${name}`;
    // A link counts as what it leads to; one that leads nowhere is no file.
    const kind = await stat(path.join(root, relative)).catch(() => null);
    if (kind?.isFile()) found.push(relative);
    if (kind?.isDirectory() && depth < DEEPEST_FOLDER) await collect(root, relative, depth + 1, found);
    if (found.length > MOST_FILES) {
      throw new BlemishError('input', {
        subject: root,
        problem: `The folder holds more than ${MOST_FILES} files`,
        remedy: 'Name the folder of one data set',
      });
    }
  }
}

function unreadable(file: string, cause: unknown): BlemishError {
  const isMissing = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
  return new BlemishError('input', {
    subject: file,
    problem: isMissing ? 'There is no such file or folder' : 'It cannot be read',
    remedy: isMissing ? 'Check the path' : 'Check that you may read it, and the disk',
    cause,
  });
}
