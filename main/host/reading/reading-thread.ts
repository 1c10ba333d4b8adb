// The entry point of a thread that reads the open project beside its host: workerData is a ReadingPlace.
import { parentPort, workerData } from 'node:worker_threads';
import { openToReadAlong } from '../../store/open-project.ts';
import type { ProjectStore } from '../../store/project-store.ts';
import { type ReadingPlace, type Reply, type Request, failureOf } from './reading-messages.ts';
import { type Reads, reads } from './reads.ts';

const { place, file } = workerData as ReadingPlace;
const store = openToReadAlong(file, place);
const answers = new Map<number, AsyncIterator<unknown> | Iterator<unknown>>();

parentPort?.on('message', (request: Request) => {
  switch (request.type) {
    case 'ask':
      answers.set(request.id, begin(request.name as keyof Reads, request.input));
      return;
    case 'next':
      void nextOf(request.id).then((reply) => parentPort?.postMessage(reply));
      return;
    case 'end':
      answers.delete(request.id);
      return;
    case 'close':
      void store.close().then(() => parentPort?.close());
  }
});

type Answer = AsyncIterable<unknown> | Iterable<unknown>;

/** Each read has the input of its own name: what is asked is typed where it is asked (store-reader.ts). */
function begin(name: keyof Reads, input: unknown): AsyncIterator<unknown> | Iterator<unknown> {
  const answer = (reads as Readonly<Record<string, (from: ProjectStore, input: unknown) => Answer>>)[name](
    store,
    input,
  );
  return Symbol.asyncIterator in answer ? answer[Symbol.asyncIterator]() : answer[Symbol.iterator]();
}

async function nextOf(id: number): Promise<Reply> {
  try {
    const next = await answers.get(id)?.next();
    if (next === undefined || next.done === true) return { id, type: 'done' };
    return { id, type: 'piece', piece: next.value };
  } catch (error) {
    return { id, type: 'failed', failure: failureOf(error) };
  }
}
