import { m } from '#messages';
import type { Job, JobKind, JobState } from '../../app/domain/job.ts';
import type { Run } from '../../app/domain/run.ts';

const KINDS: Readonly<Record<JobKind, () => string>> = {
  train: m.job_train,
  predict: m.job_predict,
  evaluate: m.job_evaluate,
  import: m.job_import,
  thumbnails: m.job_thumbnails,
  integrity: m.job_integrity,
};

const STATES: Readonly<Record<JobState, () => string>> = {
  queued: m.job_queued,
  running: m.job_running,
  paused: m.job_paused,
  done: m.job_done,
  failed: m.job_failed,
  cancelled: m.job_cancelled,
};

/** What a job does; of a training its run's name. */
export function jobName(job: Job, runs: readonly Run[]): string {
  const run = runs.find(({ jobId }) => jobId === job.id);
  return run === undefined ? KINDS[job.kind]() : m.job_of_run({ kind: KINDS[job.kind](), run: run.name });
}

export function jobState({ state }: Job): string {
  return STATES[state]();
}

/** What really does the work of a training; null where nothing has said it yet. Other jobs say it in their progress. */
export function jobDevice(job: Job, runs: readonly Run[]): string | null {
  return runs.find(({ jobId }) => jobId === job.id)?.device ?? deviceInProgress(job);
}

/** Predictions and evaluations have it in what they are doing: "scoring on CPU, 2 threads". */
function deviceInProgress({ progress }: Job): string | null {
  return / on (.+)$/.exec(progress?.doing ?? '')?.[1] ?? null;
}
