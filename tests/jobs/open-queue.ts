import { onTestFinished } from 'vitest';
import type { Job } from '../../app/domain/job.ts';
import type { JobNews } from '../../main/jobs/job-feed.ts';
import { type JobHandler, jobHandler } from '../../main/jobs/job-handler.ts';
import { JobQueue, type JobQueueOptions } from '../../main/jobs/job-queue.ts';
import { nodeHost } from '../../main/jobs/node-host.ts';
import { MemoryJobStore } from './memory-job-store.ts';
import { oddJob } from './odd-job.ts';

export interface OpenQueue {
  readonly queue: JobQueue;
  readonly store: MemoryJobStore;
  /** All that a subscriber has heard. */
  readonly news: readonly JobNews[];
  /** Waits for news of which this is true; those there already count. */
  readonly heard: (test: (news: JobNews) => boolean) => Promise<JobNews>;
  /** Waits until a job stands so. */
  readonly becomes: (id: string, state: Job['state']) => Promise<void>;
}

export const noSink = { events: () => undefined, result: () => undefined };

/** Heavy and light odd jobs. */
export const oddHandlers: readonly JobHandler[] = [
  jobHandler(oddJob('train'), noSink),
  jobHandler(oddJob('thumbnails'), noSink),
];

/** A queue that a test listens to, closed after it. */
export async function openQueue(
  options: Partial<Omit<JobQueueOptions, 'store'>> & { readonly store?: MemoryJobStore } = {},
): Promise<OpenQueue> {
  const store = options.store ?? new MemoryJobStore();
  const queue = await JobQueue.open({
    host: nodeHost,
    handlers: oddHandlers,
    logsDir: null,
    onError: (error) => {
      throw error;
    },
    ...options,
    store,
  });
  onTestFinished(() => queue.close(0));
  const news: JobNews[] = [];
  const listeners = new Set<() => void>();
  void listen(queue, news, listeners);
  const heard = async (test: (news: JobNews) => boolean): Promise<JobNews> => {
    for (;;) {
      const found = news.find(test);
      if (found !== undefined) return found;
      await new Promise<void>((resolve) => listeners.add(resolve));
    }
  };
  return {
    queue,
    store,
    news,
    heard,
    becomes: async (id, state) => {
      while (store.find(id)?.state !== state) {
        const known = news.length;
        await heard(() => news.length > known);
      }
    },
  };
}

async function listen(queue: JobQueue, news: JobNews[], listeners: Set<() => void>): Promise<void> {
  for await (const piece of queue.subscribe(new AbortController().signal)) {
    news.push(piece);
    for (const listener of listeners) listener();
    listeners.clear();
  }
}
