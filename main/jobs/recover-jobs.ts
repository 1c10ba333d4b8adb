import type { Job, JobFailure } from '../../app/domain/job.ts';
import type { JobStore } from './job-store.ts';
import type { LogFiles } from './log-files.ts';
import { failure } from './worker-failure.ts';

/** A job that was at work so often when the application ended may be what ends it: a person decides then. */
const MOST_STARTS = 5;

/**
 * Puts right what the application left behind when it ended: jobs that go on from what they saved wait again, or stay
 * paused; the others have failed.
 */
export async function recoverJobs(
  store: JobStore,
  logs: LogFiles | null,
  isResumable: (job: Job) => boolean,
  now: number,
): Promise<void> {
  for (const job of store.list(['running', 'paused'])) {
    const log = (await logs?.read(job.id)) ?? '';
    if (!isResumable(job)) {
      store.update(job.id, { state: 'failed', finishedAt: now, failure: interrupted(log) });
    } else if (job.state === 'running' && job.attempts >= MOST_STARTS) {
      store.update(job.id, { state: 'failed', finishedAt: now, failure: startedTooOften(job.attempts, log) });
    } else if (job.state === 'running') {
      store.update(job.id, { state: 'queued' });
    }
    await logs?.remove(job.id);
  }
}

/** Why a job that cannot go on from the middle failed when the application ended. */
export function interrupted(log: string): JobFailure {
  return { ...failure('interrupted', 'Blemish ended before it was done', 'Start it again'), log };
}

function startedTooOften(starts: number, log: string): JobFailure {
  const problem = `Blemish ended while it ran, after ${starts} starts`;
  return {
    ...failure('interrupted', problem, 'Look at the log, then start it again: it goes on where it was'),
    log,
  };
}
