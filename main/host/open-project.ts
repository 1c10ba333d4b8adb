import type { JobHandler } from '../jobs/job-handler.ts';
import { JobQueue } from '../jobs/job-queue.ts';
import type { WorkerHost } from '../jobs/worker-host.ts';
import { countLabelsAgain } from '../services/project/count-labels-again.ts';
import { logsFolder } from '../services/project/project-paths.ts';
import { tidy } from '../services/project/tidy.ts';
import { ReadOnlyError } from '../store/access.ts';
import type { ProjectStore } from '../store/project-store.ts';
import { ChangeFeed } from './change-feed.ts';
import { PixelSource } from './pixels/pixel-source.ts';
import { Turns } from './pixels/turns.ts';
import { ProjectWork } from './project-work.ts';
import { StoreReader } from './reading/store-reader.ts';
import type { HostLog } from './typed-errors.ts';

export interface ServeOptions {
  readonly log: HostLog;
  /** Where jobs run. */
  readonly workers: WorkerHost;
  /** Kinds of jobs beside those of a project. */
  readonly moreHandlers: readonly JobHandler[];
  /** Of the thumbnails and tiles, on disk. */
  readonly cacheBytes: number;
}

/** Pixels read or made at a time: more would only wait in the threads, where nobody can take them back. */
const PIXELS_AT_ONCE = 8;

/** A project while the host has it open: its store, its jobs, its pixels, and the news for its clients. */
export class OpenProject {
  readonly store: ProjectStore;
  readonly changes: ChangeFeed;
  readonly pixels: PixelSource;
  readonly turns = new Turns(PIXELS_AT_ONCE);
  readonly work: ProjectWork;
  /** Lists, counts and whole sets, beside the host's loop. */
  readonly reader: StoreReader;
  /** The same for what takes longer: splits, and what jobs begin with. */
  readonly preparer: StoreReader;
  readonly #log: HostLog;
  readonly #queue: JobQueue | null;
  readonly #upkeep: Promise<void>;
  readonly #following: Promise<void> | undefined;
  readonly #closing = new AbortController();
  #counting: Promise<void> = Promise.resolve();

  private constructor(
    store: ProjectStore,
    changes: ChangeFeed,
    work: ProjectWork,
    queue: JobQueue | null,
    { log, cacheBytes }: ServeOptions,
  ) {
    this.store = store;
    this.changes = changes;
    this.pixels = new PixelSource(store, cacheBytes);
    this.work = work;
    store.moveLogBeside();
    this.reader = new StoreReader(store);
    this.reader.begin();
    this.preparer = new StoreReader(store);
    this.#queue = queue;
    this.#following = queue === null ? undefined : work.follow(queue);
    this.#log = log;
    this.#upkeep = keepUp(store, log);
    if (queue !== null && store.imageFacts.nextUncounted() !== null) this.#countLabelsAgain();
  }

  /** Takes the store over, and closes it where the jobs cannot be taken up. */
  static async start(store: ProjectStore, options: ServeOptions): Promise<OpenProject> {
    const changes = new ChangeFeed();
    const work = new ProjectWork(store, changes);
    try {
      const queue = store.access.mode === 'read' ? null : await openQueue(store, work, options);
      return new OpenProject(store, changes, work, queue, options);
    } catch (error) {
      await store.close();
      throw error;
    }
  }

  /** Null where the project is open to look at only: nothing runs then. */
  get queue(): JobQueue | null {
    return this.#queue;
  }

  /** @throws {ReadOnlyError} where the project is open to look at only */
  requireQueue(): JobQueue {
    if (this.#queue !== null) return this.#queue;
    const { access, place } = this.store;
    if (access.mode === 'read') throw new ReadOnlyError(place.file, access.reason);
    throw new Error('A project that can be written has no queue');
  }

  /** After a class was merged, removed or brought back: clients load the labels again, and lists follow. */
  labelsShowOtherClasses(): void {
    for (const subject of ['classes', 'annotations', 'images'] as const) this.changes.publish(subject, null);
    this.#countLabelsAgain();
  }

  /** Streams end, jobs save, then the store leaves one file, whatever else goes wrong. */
  async close(): Promise<void> {
    this.changes.close();
    this.#closing.abort();
    try {
      await Promise.all([this.reader.close(), this.preparer.close(), this.#counting]);
      await this.#queue?.close();
      await this.#following;
      await this.pixels.close();
      await this.#upkeep;
    } finally {
      await this.store.close();
    }
  }

  /** What is left when the project is closed is counted when it is opened. */
  #countLabelsAgain(): void {
    const { signal } = this.#closing;
    this.#counting = this.#counting
      .then(() => countLabelsAgain(this.store, signal))
      .then(() => {
        this.changes.publish('images', null);
      })
      .catch((error: unknown) => {
        this.#log.warn({ err: error }, 'labels could not be counted');
      });
  }
}

/** After what a program that was killed left has been put right. */
async function openQueue(
  store: ProjectStore,
  work: ProjectWork,
  { log, workers, moreHandlers }: ServeOptions,
): Promise<JobQueue> {
  await tidy(store);
  return JobQueue.open({
    store: store.jobs,
    host: workers,
    handlers: [...work.handlers, ...moreHandlers],
    logsDir: logsFolder(store.place),
    onError: (error) => {
      log.error({ err: error }, 'the queue of jobs failed');
    },
  });
}

/** The backup of the day, and the full check where it is due. Clients see `checkDue` until one has passed. */
async function keepUp(store: ProjectStore, log: HostLog): Promise<void> {
  try {
    await store.backUpIfDue();
    if (store.isCheckDue) await store.checkFully();
  } catch (error) {
    log.warn({ err: error }, 'the upkeep of the project failed');
  }
}
