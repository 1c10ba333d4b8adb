/** What runs in a process of its own. */
export const JOB_KINDS = ['train', 'predict', 'evaluate', 'import', 'thumbnails', 'integrity'] as const;
export type JobKind = (typeof JOB_KINDS)[number];

/**
 * queued -> running -> done, failed or cancelled; running <-> paused; paused -> queued where a resumed job's process has
 * gone; failed or cancelled -> queued on another try. What was running when the application ended is queued again if
 * its kind can go on from what it saved, and failed otherwise.
 */
export const JOB_STATES = ['queued', 'running', 'paused', 'done', 'failed', 'cancelled'] as const;
export type JobState = (typeof JOB_STATES)[number];

export interface JobProgress {
  /** Of `total`, in units of the job's own: steps, pictures. */
  readonly done: number;
  readonly total: number;
  /** s; null while it cannot be told. */
  readonly secondsLeft: number | null;
  /** What it is doing, in one line. */
  readonly doing: string;
}

/** Why a job failed: as an error tells it, and the last lines of its process's log. */
export interface JobFailure {
  readonly code: string;
  readonly subject: string | null;
  readonly problem: string;
  readonly remedy: string | null;
  readonly log: string;
}

export interface Job {
  /** UUIDv7: in order of creation. */
  readonly id: string;
  readonly kind: JobKind;
  readonly state: JobState;
  /** The higher goes first; of equal ones the older. */
  readonly priority: number;
  /** What to do, as JSON; its schema is the kind's. */
  readonly payload: unknown;
  readonly progress: JobProgress | null;
  /** Times a process was started for it. */
  readonly attempts: number;
  readonly failure: JobFailure | null;
  /** What it ended with, as JSON; its schema is the kind's. */
  readonly result: unknown;
  /** ms since 1970. */
  readonly createdAt: number;
  readonly startedAt: number | null;
  readonly finishedAt: number | null;
}
