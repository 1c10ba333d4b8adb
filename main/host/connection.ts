/** Events of a stream that a client may have unread; beyond them the host gathers, merges and waits. */
const MOST_UNREAD = 8;

/** One client's line to the host: how far it has read each stream. */
export class Connection {
  readonly #streams = new Map<string, StreamWindow>();

  /** @param read events of the stream so far */
  acknowledge(stream: string, read: number): void {
    this.#streams.get(stream)?.acknowledge(read);
  }

  /** The events of a stream, no faster than its client reads them, until the signal ends it. */
  paced<Event>(
    stream: string,
    events: AsyncIterable<Event>,
    signal: AbortSignal | undefined,
  ): AsyncIterableIterator<Event> {
    const window = new StreamWindow();
    const iterator = events[Symbol.asyncIterator]();
    this.#streams.set(stream, window);
    const end = (): void => {
      this.#streams.delete(stream);
      window.close();
    };
    signal?.addEventListener('abort', end);
    return {
      next: async () => {
        await window.room();
        const event = await iterator.next();
        if (event.done === true) end();
        else window.sent();
        return event;
      },
      return: async () => {
        end();
        await iterator.return?.();
        return { done: true, value: undefined };
      },
      [Symbol.asyncIterator]() {
        return this;
      },
    };
  }
}

class StreamWindow {
  #sent = 0;
  #read = 0;
  #closed = false;
  #change: PromiseWithResolvers<void> = Promise.withResolvers();

  sent(): void {
    this.#sent++;
  }

  acknowledge(read: number): void {
    this.#read = Math.min(this.#sent, Math.max(this.#read, read));
    this.#change.resolve();
  }

  close(): void {
    this.#closed = true;
    this.#change.resolve();
  }

  /** Resolves once another event may be sent, or the stream is over. */
  async room(): Promise<void> {
    while (this.#sent - this.#read >= MOST_UNREAD && !this.#closed) {
      this.#change = Promise.withResolvers();
      await this.#change.promise;
    }
  }
}
