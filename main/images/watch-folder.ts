import path from 'node:path';
import { watch } from 'chokidar';
import { PICTURE_PATTERNS } from './walk-folder.ts';

export interface WatchOptions {
  /** Paths that need no report, relative with '/': they are imported already. */
  readonly known: Iterable<string>;
  readonly patterns?: readonly string[];
  /** ms for which a file's size must not change before it counts as written. */
  readonly settledAfterMs?: number;
  /** A picture that is new: relative to the folder, with '/'. Each is reported once, however often it is rewritten. */
  readonly onPicture: (path: string) => void;
  readonly onError: (error: unknown) => void;
}

export interface FolderWatch {
  close(): Promise<void>;
}

const SETTLED_AFTER_MS = 2000;

/**
 * Watches a folder and what is below it for new pictures, those that arrived while nobody watched included. Hidden
 * files are left out and links are not followed.
 * @returns once what is there already has been looked at
 */
export async function watchFolder(
  folder: string,
  { known, patterns = PICTURE_PATTERNS, settledAfterMs = SETTLED_AFTER_MS, onPicture, onError }: WatchOptions,
): Promise<FolderWatch> {
  const root = path.resolve(folder);
  const reported = new Set(known);
  const watcher = watch(root, {
    followSymlinks: false,
    ignored: (place) =>
      path
        .relative(root, place)
        .split(path.sep)
        .some((name) => name.startsWith('.') && name !== '..'),
    awaitWriteFinish: { stabilityThreshold: settledAfterMs, pollInterval: Math.max(10, settledAfterMs / 20) },
  });
  watcher.on('add', (place, details) => {
    const relative = path.relative(root, place).split(path.sep).join('/');
    const isPicture = patterns.some((pattern) => path.matchesGlob(relative.toLowerCase(), pattern));
    if (!isPicture || details?.isSymbolicLink() === true || reported.has(relative)) return;
    reported.add(relative);
    onPicture(relative);
  });
  watcher.on('error', onError);
  await new Promise<void>((resolve) => watcher.once('ready', resolve));
  return { close: () => watcher.close() };
}
