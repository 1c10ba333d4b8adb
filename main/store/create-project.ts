import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import Database from 'better-sqlite3';
import { v7 as newId } from 'uuid';
import { BlemishError } from '../../app/domain/errors.ts';
import { nameSchema } from '../../app/domain/identifier.ts';
import { migrate } from './migrations/migrate.ts';
import { type OpenOptions, openProject } from './open-project.ts';
import { PROJECT_ENDING } from './project-place.ts';
import type { ProjectStore } from './project-store.ts';
import { storeError } from './store-errors.ts';

/**
 * Makes a project in a folder, which may hold images already, and opens it. Its name is the folder's.
 * @throws {BlemishError} where the folder holds a project or cannot be written; nothing is left then
 */
export async function createProject(folder: string, options: OpenOptions): Promise<ProjectStore> {
  const target = path.resolve(folder);
  const name = nameSchema.safeParse(path.basename(target));
  if (!name.success)
    throw refused(folder, 'A project cannot have this name', 'Choose one of 1 to 200 characters');
  const made = await mkdir(target, { recursive: true }).catch((cause: unknown) => {
    throw refused(folder, 'The folder cannot be made', 'Check the path and that you may write there', cause);
  });
  try {
    await requireFree(target);
    await writeEmpty(target, name.data, (options.now ?? Date.now)());
  } catch (cause) {
    if (made !== undefined) await rm(made, { recursive: true, force: true });
    throw storeError(folder, cause);
  }
  return openProject(path.join(target, `${name.data}${PROJECT_ENDING}`), options);
}

/** Beside its place first: a project that is half made never bears its name. */
async function writeEmpty(folder: string, name: string, now: number): Promise<void> {
  const part = path.join(folder, `.blemish-${randomUUID()}.tmp`);
  try {
    const db = new Database(part);
    try {
      db.pragma('synchronous = FULL');
      migrate(db);
      db.prepare('INSERT INTO meta (one, id, name, created_at) VALUES (1, @id, @name, @now)').run({
        id: newId(),
        name,
        now,
      });
    } finally {
      db.close();
    }
    await rename(part, path.join(folder, `${name}${PROJECT_ENDING}`));
  } finally {
    for (const ending of ['', '-journal']) await rm(`${part}${ending}`, { force: true });
  }
}

async function requireFree(folder: string): Promise<void> {
  const project = (await readdir(folder)).find((name) => name.endsWith(PROJECT_ENDING));
  if (project === undefined) return;
  throw refused(
    path.join(folder, project),
    'The folder holds a project already',
    'Open it, or choose another folder',
  );
}

function refused(subject: string, problem: string, remedy: string, cause?: unknown): BlemishError {
  return new BlemishError('input', { subject, problem, remedy, cause });
}
