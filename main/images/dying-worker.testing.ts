import { parentPort } from 'node:worker_threads';
import { END, type WorkerRequest } from './image-job.ts';

// Dies of every file named "deadly", and answers the others.
parentPort?.on('message', (message: WorkerRequest | typeof END) => {
  if (message === END) parentPort?.close();
  else if (message.job.path === 'deadly') throw new Error('out of memory');
  else parentPort?.postMessage({ ok: true, value: message.job.path });
});
