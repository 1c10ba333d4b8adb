import { readdir, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { BlemishError } from '../../app/domain/errors.ts';

export const PROJECT_ENDING = '.blemish';

/** A project on disk: its data base, and the folder that it lies in with runs/, cache/ and backups/. */
export interface ProjectPlace {
  readonly folder: string;
  readonly file: string;
}

/**
 * The project that a path means: a `.blemish` file, or the folder that holds just one. Links are followed, so that a
 * project has one lock whatever path leads to it.
 */
export async function findProject(target: string): Promise<ProjectPlace> {
  const found = await stat(target).catch((cause: unknown) => {
    throw noProject(target, 'There is nothing at this path', cause);
  });
  if (found.isFile()) return placeOf(await realpath(target));
  const names = (await readdir(target)).filter((name) => name.endsWith(PROJECT_ENDING));
  if (names.length === 1) return placeOf(await realpath(path.join(target, names[0])));
  throw noProject(
    target,
    names.length === 0 ? 'The folder holds no project' : `The folder holds ${names.length} projects`,
  );
}

export function placeOf(file: string): ProjectPlace {
  const absolute = path.resolve(file);
  return { folder: path.dirname(absolute), file: absolute };
}

export function backupsOf({ folder }: ProjectPlace): string {
  return path.join(folder, 'backups');
}

function noProject(subject: string, problem: string, cause?: unknown): BlemishError {
  return new BlemishError('input', {
    subject,
    problem,
    remedy: 'Name the folder of a project or its .blemish file',
    cause,
  });
}
