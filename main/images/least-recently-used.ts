import { mkdir, readdir, rm, stat, utimes } from 'node:fs/promises';
import path from 'node:path';
import { BlemishError } from '../../app/domain/errors.ts';
import { removeUnfinishedWrites } from '../../native-models/files/write-atomic.ts';

interface Entry {
  readonly size: number;
  /** As the file's time of modification has it, ms since 1970. */
  usedMs: number;
}

/** A use is written to the disk at most this often, ms: reading is not to cause writing. */
const NOTE_USE_AFTER_MS = 60_000;

/** A folder of files that can be made again; beyond a size, those unused for longest are removed. */
export class LeastRecentlyUsed {
  readonly folder: string;
  readonly #mostBytes: number;
  /** By path below the folder, least recently used first. */
  readonly #entries = new Map<string, Entry>();
  #bytes = 0;

  private constructor(folder: string, mostBytes: number) {
    this.folder = folder;
    this.#mostBytes = mostBytes;
  }

  /**
   * Takes up what is there; what a killed process left half written is removed.
   * @throws {BlemishError} 'input' where the folder cannot be used
   */
  static async open(folder: string, mostBytes: number): Promise<LeastRecentlyUsed> {
    const kept = new LeastRecentlyUsed(folder, mostBytes);
    const found = await mkdir(folder, { recursive: true })
      .then(() => kept.#filesThere())
      .catch((cause: unknown) => {
        throw new BlemishError('input', {
          subject: folder,
          problem: 'The cache folder cannot be used',
          remedy: 'Allow reading and writing there, or choose another one',
          cause,
        });
      });
    for (const [file, entry] of found.sort(([, a], [, b]) => a.usedMs - b.usedMs)) kept.#put(file, entry);
    await kept.#shrink();
    return kept;
  }

  /** Bytes of all files. */
  get bytes(): number {
    return this.#bytes;
  }

  /** A file was read. */
  use(file: string): void {
    const entry = this.#entries.get(file);
    if (entry === undefined) return;
    const now = Date.now();
    if (now - entry.usedMs > NOTE_USE_AFTER_MS) {
      entry.usedMs = now;
      // A file that is gone is made again when it is next asked for.
      utimes(path.join(this.folder, file), now / 1000, now / 1000).catch(() => undefined);
    }
    this.#entries.delete(file);
    this.#entries.set(file, entry);
  }

  /** A file was written. Older ones make room for it; it stays itself, however large. */
  async add(file: string, size: number): Promise<void> {
    this.#put(file, { size, usedMs: Date.now() });
    await this.#shrink();
  }

  #put(file: string, entry: Entry): void {
    this.#bytes += entry.size - (this.#entries.get(file)?.size ?? 0);
    this.#entries.delete(file);
    this.#entries.set(file, entry);
  }

  async #shrink(): Promise<void> {
    for (const [file, { size }] of this.#entries) {
      if (this.#bytes <= this.#mostBytes || this.#entries.size === 1) return;
      this.#entries.delete(file);
      this.#bytes -= size;
      await rm(path.join(this.folder, file), { force: true });
    }
  }

  async #filesThere(): Promise<[string, Entry][]> {
    const folders = await readdir(this.folder, { recursive: true, withFileTypes: true });
    for (const entry of folders) {
      if (entry.isDirectory()) await removeUnfinishedWrites(path.join(entry.parentPath, entry.name));
    }
    const found: [string, Entry][] = [];
    for (const entry of folders.filter((item) => item.isFile())) {
      const place = path.join(entry.parentPath, entry.name);
      const details = await stat(place).catch(() => null);
      if (details === null) continue;
      found.push([path.relative(this.folder, place), { size: details.size, usedMs: details.mtimeMs }]);
    }
    return found;
  }
}
