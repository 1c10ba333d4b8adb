import type { JobStore } from './job-store.ts';
import { interrupted } from './recover-jobs.ts';
import type { EndReason } from './running-job.ts';
import type { Outcome } from './supervisor.ts';

/** What becomes of a job whose process has ended. */
export function conclusion(
  outcome: Outcome,
  job: { readonly endReason: EndReason | null; readonly paused: boolean; readonly resumable: boolean },
  now: number,
): Parameters<JobStore['update']>[1] {
  switch (outcome.type) {
    case 'done':
      return { state: 'done', result: outcome.result, finishedAt: now };
    case 'failed':
      return { state: 'failed', failure: outcome.failure, finishedAt: now };
    case 'cancelled':
      if (job.endReason === 'release') return { state: 'paused' };
      if (job.endReason === 'requeue') return { state: 'queued' };
      if (job.endReason !== 'close') return { state: 'cancelled', finishedAt: now };
      if (job.resumable) return { state: job.paused ? 'paused' : 'queued' };
      return { state: 'failed', failure: interrupted(outcome.log), finishedAt: now };
  }
}
