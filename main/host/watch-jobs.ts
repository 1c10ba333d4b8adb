import type { Job } from '../../app/domain/job.ts';
import type { OpenProject } from './open-project.ts';
import { untilRead } from './until-read.ts';

/** How jobs stand: those that wait or run first, then each change. Ends at once where nothing can run. */
export async function* watchJobs(
  { store, queue }: OpenProject,
  signal: AbortSignal | undefined,
): AsyncGenerator<Job> {
  if (queue === null) return yield* store.jobs.list(['queued', 'running', 'paused']);
  const news = untilRead(signal, (until) => queue.subscribe(until));
  yield* store.jobs.list(['queued', 'running', 'paused']);
  for await (const item of news) if (item.type === 'job') yield item.job;
}
