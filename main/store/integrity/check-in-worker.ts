import { Worker } from 'node:worker_threads';
import { z } from 'zod';

/** `findDamage` of a project file in a thread of its own, so that the window never waits for it. */
export function findDamageInWorker(file: string): Promise<string | null> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./integrity-worker.ts', import.meta.url), { workerData: file });
    worker.once('message', (answer: unknown) => {
      resolve(z.string().nullable().parse(answer));
    });
    worker.once('error', reject);
    worker.once('exit', (code) => {
      reject(new Error(`The integrity check ended with code ${code} and no answer`));
    });
  });
}
