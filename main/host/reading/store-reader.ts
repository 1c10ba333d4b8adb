import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { BlemishError } from '../../../app/domain/errors.ts';
import type { ProjectStore } from '../../store/project-store.ts';
import { type ReadingPlace, type Reply, type Request, errorOf } from './reading-messages.ts';
import { type Input, type Piece, type Reads, reads } from './reads.ts';

/**
 * Reads whole sets of an open project in a thread of its own, on a connection of its own that sees every change that
 * is on the disk. Where no second connection may read the file, on a network share, it reads here.
 */
export class StoreReader {
  readonly #store: ProjectStore;
  readonly #awaited = new Map<number, PromiseWithResolvers<Reply>>();
  #thread: Worker | null = null;
  #asked = 0;
  #closed = false;

  constructor(store: ProjectStore) {
    this.#store = store;
  }

  /** Starts the thread ahead of the first question, which need not wait for it then. */
  begin(): void {
    const file = this.#store.fileToReadAlong;
    if (file !== null) this.#running({ place: this.#store.place, file });
  }

  /** The answer to what has one. */
  async read<Name extends keyof Reads>(name: Name, input: Input<Name>): Promise<Piece<Name>> {
    for await (const piece of this.pieces(name, input)) return piece;
    throw new Error(`There was no answer to ${name}`);
  }

  /** An answer piece by piece, none before the one before it is taken. */
  async *pieces<Name extends keyof Reads>(name: Name, input: Input<Name>): AsyncGenerator<Piece<Name>> {
    const file = this.#store.fileToReadAlong;
    if (file === null) {
      yield* this.#here(name, input);
      return;
    }
    const thread = this.#running({ place: this.#store.place, file });
    const id = this.#asked++;
    const send = (request: Request): void => {
      thread.postMessage(request);
    };
    send({ type: 'ask', id, name, input });
    try {
      for (;;) {
        const reply = this.#reply(id);
        send({ type: 'next', id });
        const answer = await reply;
        if (answer.type === 'done') return;
        if (answer.type === 'failed') throw errorOf(answer.failure);
        // What a read of this name gives, by the table that the thread answers from.
        yield answer.piece as Piece<Name>;
      }
    } finally {
      send({ type: 'end', id });
    }
  }

  /** What is still asked ends with an error. */
  async close(): Promise<void> {
    this.#closed = true;
    const thread = this.#thread;
    if (thread === null) return;
    const ended = once(thread, 'exit');
    thread.postMessage({ type: 'close' } satisfies Request);
    await ended;
  }

  #here<Name extends keyof Reads>(name: Name, input: Input<Name>): AsyncIterable<Piece<Name>> {
    const read = reads[name] as (store: ProjectStore, input: Input<Name>) => AsyncIterable<Piece<Name>>;
    return read(this.#store, input);
  }

  #running(place: ReadingPlace): Worker {
    if (this.#closed) throw closing();
    this.#thread ??= this.#start(place);
    return this.#thread;
  }

  #start(place: ReadingPlace): Worker {
    const thread = new Worker(new URL('reading-thread.ts', import.meta.url), { workerData: place });
    thread.on('message', (reply: Reply) => {
      this.#awaited.get(reply.id)?.resolve(reply);
      this.#awaited.delete(reply.id);
    });
    let cause: unknown = closing();
    thread.on('error', (error) => {
      cause = error;
    });
    thread.on('exit', () => {
      this.#thread = null;
      for (const { reject } of this.#awaited.values()) reject(cause);
      this.#awaited.clear();
    });
    return thread;
  }

  #reply(id: number): Promise<Reply> {
    const awaited = Promise.withResolvers<Reply>();
    this.#awaited.set(id, awaited);
    return awaited.promise;
  }
}

function closing(): BlemishError {
  return new BlemishError('resource', { problem: 'The project is being closed', remedy: 'Open it again' });
}
