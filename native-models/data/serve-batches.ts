import { parentPort } from 'node:worker_threads';
import { BlemishError } from '../../app/domain/errors.ts';
import {
  END,
  type Batch,
  type BatchReply,
  type BatchRequest,
  type EndRequest,
  type Failure,
} from './batch.ts';

/**
 * Runs in a worker thread of a `BatchPool`: makes the batches it is asked for, one after the other, until it is asked
 * to end. It ends by itself because a thread stopped from outside, inside native code, may take the process with it.
 */
export function serveBatches(makeBatch: (job: never) => Promise<Batch>): void {
  const port = parentPort;
  if (port === null) throw new Error('batches are served in worker threads');
  let ending = false;
  const answer = async ({ id, job }: BatchRequest<never>): Promise<void> => {
    if (ending) return;
    const reply = await makeBatch(job).then(
      (batch): BatchReply => ({ id, batch }),
      (error: unknown): BatchReply => ({ id, failure: failureOf(error) }),
    );
    const buffers = 'batch' in reply ? [reply.batch.pictures.buffer, reply.batch.labels.buffer] : [];
    port.postMessage(reply, buffers as ArrayBuffer[]);
  };
  let queue = Promise.resolve();
  port.on('message', (message: BatchRequest<never> | EndRequest) => {
    if (message === END) ending = true;
    queue = queue.then(async () => {
      if (message === END) port.close();
      else await answer(message);
    });
  });
}

function failureOf(error: unknown): Failure {
  if (error instanceof BlemishError) {
    const { kind, subject, problem, remedy } = error;
    return { kind, problem, remedy, ...(subject === undefined ? {} : { subject }) };
  }
  const problem = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { kind: 'internal', problem, remedy: 'Please report this' };
}
