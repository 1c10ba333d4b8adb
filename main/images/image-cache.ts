import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { ImageFailure, Outcome } from './image-job.ts';
import type { ImagePool } from './image-pool.ts';
import { LeastRecentlyUsed } from './least-recently-used.ts';
import { readTile, type Tile } from './tile-file.ts';

/** An image file and the content it is known by. */
export interface KnownImage {
  readonly path: string;
  /** SHA-256 of the file's bytes, hex. */
  readonly hash: string;
}

const HASH = /^[0-9a-f]{64}$/;

/**
 * Thumbnails and tile pyramids in a folder, by content hash (docs/image-cache.md): made in worker threads when first
 * asked for, kept until the folder is over its size, and made again wherever one is missing or broken. The folder may
 * be deleted at any time.
 */
export class ImageCache {
  readonly #pool: ImagePool;
  readonly #kept: LeastRecentlyUsed;
  /** What is being made, by file, so that nothing is made twice at a time. */
  readonly #making = new Map<string, Promise<Outcome<number>>>();

  private constructor(pool: ImagePool, kept: LeastRecentlyUsed) {
    this.#pool = pool;
    this.#kept = kept;
  }

  /** @param mostBytes of all files together */
  static async open(folder: string, mostBytes: number, pool: ImagePool): Promise<ImageCache> {
    return new ImageCache(pool, await LeastRecentlyUsed.open(folder, mostBytes));
  }

  /** A WebP of at most 256 px a side. */
  thumbnail(image: KnownImage): Promise<Outcome<Buffer>> {
    const file = fileOf('thumbnails', image, '.webp');
    return this.#read(image, file, 'thumbnail', (place) => readFile(place));
  }

  /** A tile of the pyramid, level 0 at full size; null where it has no such tile. */
  tile(image: KnownImage, level: number, column: number, row: number): Promise<Outcome<Tile | null>> {
    const file = fileOf('tiles', image, '.tiles');
    return this.#read(image, file, 'tiles', (place) => readTile(place, level, column, row));
  }

  async #read<T>(
    image: KnownImage,
    file: string,
    kind: 'thumbnail' | 'tiles',
    read: (place: string) => Promise<T>,
  ): Promise<Outcome<T>> {
    const place = path.join(this.#kept.folder, file);
    if (!this.#making.has(file)) {
      const value = await read(place).catch(() => undefined);
      if (value !== undefined) {
        this.#kept.use(file);
        return { ok: true, value };
      }
    }
    const made = await this.#make(image, file, kind);
    if (!made.ok) return made;
    try {
      return { ok: true, value: await read(place) };
    } catch (cause) {
      return { ok: false, failure: vanished(image.path, cause) };
    }
  }

  #make(image: KnownImage, file: string, kind: 'thumbnail' | 'tiles'): Promise<Outcome<number>> {
    const underWay = this.#making.get(file);
    if (underWay !== undefined) return underWay;
    const target = path.join(this.#kept.folder, file);
    const making = this.#pool
      .run({ kind, path: image.path, hash: image.hash, target })
      .then(async (outcome) => {
        if (outcome.ok) await this.#kept.add(file, outcome.value);
        return outcome;
      })
      .finally(() => this.#making.delete(file));
    this.#making.set(file, making);
    return making;
  }
}

function fileOf(folder: string, { hash }: KnownImage, ending: string): string {
  if (!HASH.test(hash)) throw new RangeError(`"${hash}" is no content hash`);
  return path.join(folder, hash.slice(0, 2), hash + ending);
}

function vanished(file: string, cause: unknown): ImageFailure {
  return {
    path: file,
    code: 'internal',
    problem: `Its cached picture cannot be read back (${String(cause)})`,
    remedy: 'Check the disk of the project, or let the cache grow larger',
  };
}
