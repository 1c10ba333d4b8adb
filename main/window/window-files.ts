import { createHash } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { BlemishError } from '../../app/domain/errors.ts';

export interface WindowFile {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Null where it would not be smaller. */
  readonly gzipped: Uint8Array | null;
  readonly type: string;
  /** Its name holds the hash of its content, so it never changes. */
  readonly isImmutable: boolean;
  readonly etag: string;
}

/** The built window. Only files that lay in its folder at the start are known, each by one path, so no path leads out. */
export class WindowFiles {
  readonly #files: ReadonlyMap<string, string>;
  readonly #read = new Map<string, Promise<WindowFile>>();

  private constructor(files: ReadonlyMap<string, string>) {
    this.#files = files;
  }

  /** @throws {BlemishError} where the window has not been built */
  static async open(folder: string): Promise<WindowFiles> {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
    const files = new Map(
      entries.filter((entry) => entry.isFile()).map((entry) => pathAndFile(folder, entry)),
    );
    const index = files.get('/index.html');
    if (index === undefined) throw notBuilt(folder);
    return new WindowFiles(files.set('/', index));
  }

  /** Null for a path that is not one of the window's. */
  find(urlPath: string): Promise<WindowFile> | null {
    const file = this.#files.get(urlPath);
    if (file === undefined) return null;
    const read = this.#read.get(file) ?? readWindowFile(file, urlPath.startsWith('/assets/'));
    this.#read.set(file, read);
    read.catch(() => this.#read.delete(file));
    return read;
  }
}

function pathAndFile(
  folder: string,
  { parentPath, name }: { readonly parentPath: string; readonly name: string },
): [string, string] {
  const file = path.join(parentPath, name);
  return [`/${path.relative(folder, file).split(path.sep).join('/')}`, file];
}

async function readWindowFile(file: string, isImmutable: boolean): Promise<WindowFile> {
  const bytes = new Uint8Array(await readFile(file));
  const gzipped = await promisify(gzip)(bytes);
  return {
    bytes,
    gzipped: gzipped.length < bytes.length ? gzipped : null,
    type: TYPES[path.extname(file)] ?? 'application/octet-stream',
    isImmutable,
    etag: `"${createHash('sha256').update(bytes).digest('base64url')}"`,
  };
}

const TYPES: Readonly<Partial<Record<string, string>>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
};

function notBuilt(subject: string): BlemishError {
  return new BlemishError('input', {
    subject,
    problem: 'The window has not been built',
    remedy: 'Run `npm run build:window`',
  });
}
