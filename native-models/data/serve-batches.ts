import { parentPort } from 'node:worker_threads';
import { BlemishError } from '../../app/domain/errors.ts';
import type { Batch, BatchReply, BatchRequest, Failure } from './batch.ts';

/** Runs in a worker thread of a `BatchPool`: makes the batches it is asked for, one after the other. */
export function serveBatches<Job>(makeBatch: (job: Job) => Promise<Batch>): void {
  const port = parentPort;
  if (port === null) throw new Error('batches are served in worker threads');
  const answer = async ({ id, job }: BatchRequest<Job>): Promise<void> => {
    const reply = await makeBatch(job).then(
      (batch): BatchReply => ({ id, batch }),
      (error: unknown): BatchReply => ({ id, failure: failureOf(error) }),
    );
    const buffers = 'batch' in reply ? [reply.batch.pictures.buffer, reply.batch.labels.buffer] : [];
    port.postMessage(reply, buffers as ArrayBuffer[]);
  };
  let queue = Promise.resolve();
  port.on('message', (request: BatchRequest<Job>) => {
    queue = queue.then(() => answer(request));
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
