import { spawnSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { BlemishError } from '../../app/domain/errors.ts';
import type { Terminal } from '../../main/cli/terminal.ts';

export interface Build {
  /** What it is called in the note that it is made. */
  readonly name: string;
  /** In package.json. */
  readonly script: string;
  /** Written last, or with all others. */
  readonly product: string;
  /** Files and folders that it is made of. */
  readonly sources: readonly string[];
}

/**
 * Builds what is missing or older than a source.
 * @param root of the repository, from which all paths count
 * @throws {BlemishError} where it cannot be built
 */
export function bringUpToDate(root: string, build: Build, terminal: Terminal): void {
  if (isUpToDate(root, build)) return;
  terminal.note(`Building ${build.name} ...`);
  const { status } = spawnSync('npm', ['run', '-s', build.script], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  if (status === 0) return;
  throw new BlemishError('resource', {
    subject: build.name,
    problem: 'It could not be built',
    remedy: `See the message above, then try again: npm run ${build.script}`,
  });
}

export function isUpToDate(root: string, { product, sources }: Build): boolean {
  const built = statSync(path.join(root, product), { throwIfNoEntry: false })?.mtimeMs;
  return built !== undefined && sources.every((source) => newestChange(path.join(root, source)) <= built);
}

/** Tests are part of no product. A folder counts too: it changes when a file is taken away. */
function newestChange(place: string): number {
  const found = statSync(place, { throwIfNoEntry: false });
  if (found?.isDirectory() !== true) return found?.mtimeMs ?? 0;
  const inside = readdirSync(place)
    .filter((name) => !name.endsWith('.test.ts'))
    .map((name) => newestChange(path.join(place, name)));
  return Math.max(found.mtimeMs, ...inside);
}
