import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ImageCache } from '../../images/image-cache.ts';
import { ImagePool } from '../../images/image-pool.ts';
import type { ProjectStore } from '../../store/project-store.ts';

/** The thumbnails and tiles of a project; threads start when the first is asked for. */
export class PixelSource {
  readonly #store: ProjectStore;
  readonly #cacheBytes: number;
  #opened: Promise<Opened> | null = null;
  #closed = false;

  /** @param cacheBytes kept on disk, at most */
  constructor(store: ProjectStore, cacheBytes: number) {
    this.#store = store;
    this.#cacheBytes = cacheBytes;
  }

  /** Null once the project closes. */
  async cache(): Promise<ImageCache | null> {
    if (this.#closed) return null;
    const opening = (this.#opened ??= this.#open());
    try {
      return (await opening).cache;
    } catch (error) {
      this.#opened = null;
      throw error;
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    const opened = await this.#opened?.catch(() => null);
    await opened?.close();
  }

  async #open(): Promise<Opened> {
    const { folder, remove } = await this.#folder();
    const pool = new ImagePool();
    const close = async (): Promise<void> => {
      await pool.close();
      await remove();
    };
    try {
      return { cache: await ImageCache.open(folder, this.#cacheBytes, pool), close };
    } catch (error) {
      await close();
      throw error;
    }
  }

  /** A project that is open to look at only has its cache elsewhere, and only meanwhile. */
  async #folder(): Promise<{ folder: string; remove: () => Promise<void> }> {
    const { access, place } = this.#store;
    if (access.mode === 'write') {
      return { folder: path.join(place.folder, 'cache'), remove: () => Promise.resolve() };
    }
    const folder = await mkdtemp(path.join(tmpdir(), 'blemish-cache-'));
    return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
  }
}

interface Opened {
  readonly cache: ImageCache;
  close(): Promise<void>;
}
