import type { Changing, ProjectChange } from '../../app/contract/changes.ts';

/** More ids of one subject than this, and a client had better load all. */
const MOST_IDS = 1000;

/**
 * Tells clients what has changed. Whoever changes something never waits: for a client that reads slowly changes are
 * merged, so that each costs as much memory however far behind it is.
 */
export class ChangeFeed {
  readonly #inboxes = new Set<Inbox>();
  #version = 0;
  #closed = false;

  /** @param ids of what has changed; null for any */
  publish(subject: Changing, ids: readonly string[] | null): void {
    this.#version++;
    for (const inbox of this.#inboxes) inbox.put(this.#version, subject, ids);
  }

  /** One event without changes at once, then what changes, until the signal or the feed ends. */
  subscribe(signal: AbortSignal): AsyncIterable<ProjectChange> {
    const inbox = new Inbox(this.#version);
    if (this.#closed || signal.aborted) inbox.close();
    else this.#inboxes.add(inbox);
    signal.addEventListener('abort', () => {
      this.#inboxes.delete(inbox);
      inbox.close();
    });
    return inbox;
  }

  close(): void {
    this.#closed = true;
    for (const inbox of this.#inboxes) inbox.close();
    this.#inboxes.clear();
  }
}

/** What one client has not been told yet. */
class Inbox implements AsyncIterable<ProjectChange> {
  #version: number;
  readonly #changed = new Map<Changing, Set<string> | null>();
  #hasNews = true;
  #closed = false;
  #wake: PromiseWithResolvers<void> = Promise.withResolvers();

  constructor(version: number) {
    this.#version = version;
    this.#wake.resolve();
  }

  put(version: number, subject: Changing, ids: readonly string[] | null): void {
    this.#version = version;
    this.#changed.set(subject, merged(this.#changed.get(subject), ids));
    this.#hasNews = true;
    this.#wake.resolve();
  }

  close(): void {
    this.#closed = true;
    this.#wake.resolve();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<ProjectChange> {
    for (;;) {
      await this.#wake.promise;
      if (this.#closed) return;
      this.#wake = Promise.withResolvers();
      if (this.#hasNews) yield this.#take();
    }
  }

  #take(): ProjectChange {
    const changed = [...this.#changed].map(([subject, ids]) => ({
      subject,
      ids: ids === null ? null : [...ids],
    }));
    this.#changed.clear();
    this.#hasNews = false;
    return { version: this.#version, changed };
  }
}

function merged(before: Set<string> | null | undefined, ids: readonly string[] | null): Set<string> | null {
  if (before === null || ids === null) return null;
  const all = new Set([...(before ?? []), ...ids]);
  return all.size > MOST_IDS ? null : all;
}
