import type { Dirent } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { BlemishError } from '../../app/domain/errors.ts';

export interface FoundFile {
  /** Relative to the folder, with '/'. */
  readonly path: string;
  /** bytes */
  readonly size: number;
}

export interface FolderContents {
  /** Folder by folder, by name. */
  readonly files: readonly FoundFile[];
  /** What was passed over, with the reason in words. */
  readonly refused: readonly { readonly path: string; readonly problem: string }[];
}

export const PICTURE_PATTERNS: readonly string[] = ['**/*.{png,jpg,jpeg,tif,tiff,webp}'];

/** More files than this, and the folder is not that of one data set. */
const MOST_FILES = 1_000_000;

/**
 * The files of a folder and below whose paths match one of the patterns (`*`, `**`, `?`, `{a,b}`; case does not
 * matter). Hidden files and folders are left out. A link is followed where it stays in the folder, and not in circles.
 * @throws {BlemishError} 'input' where the folder is not there or cannot be read, or holds over a million files
 */
export async function walkFolder(folder: string, patterns = PICTURE_PATTERNS): Promise<FolderContents> {
  const walk = new FolderWalk(await rootOf(folder), patterns);
  await walk.enter('', walk.root);
  return { files: walk.files, refused: walk.refused };
}

async function rootOf(folder: string): Promise<string> {
  try {
    const root = await realpath(folder);
    await readdir(root);
    return root;
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
    throw new BlemishError('input', {
      subject: folder,
      problem:
        code === 'ENOENT'
          ? 'There is no such folder'
          : code === 'ENOTDIR'
            ? 'It is no folder'
            : 'It cannot be read',
      remedy: 'Check the path, and that you may read it',
      cause,
    });
  }
}

class FolderWalk {
  readonly files: FoundFile[] = [];
  readonly refused: { path: string; problem: string }[] = [];
  readonly root: string;
  readonly #patterns: readonly string[];
  /** Real paths of the folders entered. */
  readonly #entered = new Set<string>();

  constructor(root: string, patterns: readonly string[]) {
    this.root = root;
    this.#patterns = patterns.map((pattern) => pattern.toLowerCase());
  }

  async enter(relative: string, real: string): Promise<void> {
    if (this.#entered.has(real)) return;
    this.#entered.add(real);
    let entries: Dirent[];
    try {
      entries = await readdir(real, { withFileTypes: true });
    } catch {
      this.#refuse(relative, 'The folder cannot be read');
      return;
    }
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      if (entry.name.startsWith('.')) continue;
      const below = relative === '' ? entry.name : `${relative}/${entry.name}`;
      const place = path.join(real, entry.name);
      if (entry.isSymbolicLink()) await this.#follow(below, place);
      else if (entry.isDirectory()) await this.enter(below, place);
      else if (entry.isFile() && this.#matches(below)) await this.#add(below, place);
    }
  }

  async #follow(relative: string, link: string): Promise<void> {
    const target = await realpath(link).catch(() => null);
    if (target === null) {
      this.#refuse(relative, 'The link leads nowhere');
    } else if (target !== this.root && !target.startsWith(this.root + path.sep)) {
      this.#refuse(relative, 'The link leaves the folder');
    } else {
      const kind = await stat(target).catch(() => null);
      if (kind?.isDirectory()) await this.enter(relative, target);
      else if (kind?.isFile() && this.#matches(relative)) await this.#add(relative, target);
    }
  }

  async #add(relative: string, place: string): Promise<void> {
    const found = await stat(place).catch(() => null);
    if (found === null) {
      this.#refuse(relative, 'The file cannot be read');
      return;
    }
    this.files.push({ path: relative, size: found.size });
    if (this.files.length > MOST_FILES) {
      throw new BlemishError('input', {
        subject: this.root,
        problem: `The folder holds more than ${MOST_FILES} files`,
        remedy: 'Name the folder of one data set',
      });
    }
  }

  #matches(relative: string): boolean {
    const name = relative.toLowerCase();
    return this.#patterns.some((pattern) => path.matchesGlob(name, pattern));
  }

  #refuse(relative: string, problem: string): void {
    this.refused.push({ path: relative, problem });
  }
}
