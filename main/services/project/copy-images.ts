import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, readdir, readFile, rm, rmdir } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { removeUnfinishedWrites, writeFileAtomically } from '../../../native-models/files/write-atomic.ts';
import type { ProjectStore } from '../../store/project-store.ts';
import { absolutePath } from './project-paths.ts';

export interface ImageCopy {
  readonly from: string;
  /** Free, as the project names it. */
  readonly to: string;
}

const intentSchema = z.strictObject({ format: z.literal('blemish-copies/1'), files: z.array(z.string()) });

const INTENT = /^\.blemish-copies-[0-9a-f-]{36}\.json$/;

/**
 * Copies pictures into the project and then writes their rows. What will be copied is noted first, so that whatever
 * ends it between the two, the next opening takes back what no row knows, and nothing that was there before.
 * @param commit writes the rows; where it or a copy fails, the copies go
 */
export async function withCopies(
  store: ProjectStore,
  copies: readonly ImageCopy[],
  commit: () => Promise<void> | void,
): Promise<void> {
  if (copies.length === 0) {
    await commit();
    return;
  }
  const files = copies.map(({ to }) => to);
  await keepingKnown(store, files, async () => {
    for (const { from, to } of copies) {
      const target = absolutePath(store.place, to);
      await mkdir(path.dirname(target), { recursive: true });
      await writeFileAtomically(target, createReadStream(from));
    }
    await commit();
  });
}

/** Of these files in the project, those go that no row knows after the work, whatever ends it. */
export async function keepingKnown(
  store: ProjectStore,
  files: readonly string[],
  work: () => Promise<void> | void,
): Promise<void> {
  const intent = path.join(store.place.folder, `.blemish-copies-${randomUUID()}.json`);
  await writeFileAtomically(intent, JSON.stringify({ format: 'blemish-copies/1', files }));
  try {
    await work();
  } finally {
    await takeBack(store, intent);
  }
}

/** Removes the copies that a program made and, being killed, wrote no rows for. */
export async function takeBackCopies(store: ProjectStore): Promise<void> {
  for (const name of await readdir(store.place.folder)) {
    if (INTENT.test(name)) await takeBack(store, path.join(store.place.folder, name));
  }
}

async function takeBack(store: ProjectStore, intent: string): Promise<void> {
  const files = await filesOf(intent);
  const folders = new Set<string>();
  for (const file of files) {
    const target = absolutePath(store.place, file);
    if (!isInside(store, target) || store.images.findByPath(file) !== null) continue;
    await rm(target, { force: true });
    folders.add(path.dirname(target));
  }
  for (const folder of folders) {
    await removeUnfinishedWrites(folder).catch(() => undefined);
    // Stays where anything else is in it.
    await rmdir(folder).catch(() => undefined);
  }
  await rm(intent, { force: true });
}

/** None where the file is no note of copies, but something of another's. */
async function filesOf(intent: string): Promise<readonly string[]> {
  try {
    return intentSchema.parse(JSON.parse(await readFile(intent, 'utf8'))).files;
  } catch {
    return [];
  }
}

function isInside(store: ProjectStore, file: string): boolean {
  return !path.relative(absolutePath(store.place, '.'), file).startsWith('..');
}
