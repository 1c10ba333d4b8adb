import type { Job } from '../../app/domain/job.ts';

/** A job that has a process. */
export interface Occupant {
  readonly id: string;
  readonly heavy: boolean;
  readonly paused: boolean;
  /** Its process may go while it stands still: it goes on from what it saved. */
  readonly resumable: boolean;
}

export interface NextJobs {
  readonly start: readonly Job[];
  /** A paused job whose process has to go first, so that another heavy one can have the machine. */
  readonly release: string | null;
}

/**
 * Which waiting jobs may start now: one heavy job has a process at any time, light ones run up to a number beside it.
 * @param waiting in the order in which they should go
 */
export function nextJobs(
  waiting: readonly Job[],
  occupants: readonly Occupant[],
  isHeavy: (job: Job) => boolean,
  lightLimit: number,
): NextJobs {
  const holder = occupants.find(({ heavy }) => heavy);
  const heavy = waiting.find(isHeavy);
  const working = occupants.filter((occupant) => !occupant.heavy && !occupant.paused).length;
  const light = waiting.filter((job) => !isHeavy(job)).slice(0, Math.max(0, lightLimit - working));
  const startsHeavy = heavy !== undefined && holder === undefined;
  return {
    start: startsHeavy ? [heavy, ...light] : light,
    release: heavy !== undefined && holder?.paused === true && holder.resumable ? holder.id : null,
  };
}
