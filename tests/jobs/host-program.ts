import path from 'node:path';
import { jobHandler } from '../../main/jobs/job-handler.ts';
import { JobQueue } from '../../main/jobs/job-queue.ts';
import { nodeHost } from '../../main/jobs/node-host.ts';
import { trainJob } from '../../main/workers/train-job.ts';
import { FileJobStore } from './file-job-store.ts';
import { oddJob } from './odd-job.ts';

/**
 * An application to be killed: opens the queue of a folder and starts the jobs given as JSON, then tells its parent of
 * each event.
 */
const [folder, jobs, kinds] = process.argv.slice(2);
const sink = {
  events: (_: unknown, events: readonly unknown[]) => {
    for (const event of events) process.send?.(event);
  },
  result: () => undefined,
};
const queue = await JobQueue.open({
  store: new FileJobStore(path.join(folder, 'jobs.json')),
  host: nodeHost,
  handlers: [
    kinds === 'real' ? jobHandler(trainJob, sink) : jobHandler(oddJob('train'), sink),
    jobHandler(oddJob('thumbnails'), sink),
  ],
  logsDir: path.join(folder, 'logs'),
  onError: (error) => {
    throw error;
  },
});
for (const job of JSON.parse(jobs) as Parameters<JobQueue['add']>[0][]) queue.add(job);
