import type { Job, JobProgress } from '../../app/domain/job.ts';
import type { JobFeed } from './job-feed.ts';
import type { JobHandler } from './job-handler.ts';
import type { JobStore } from './job-store.ts';
import type { LogFiles } from './log-files.ts';
import type { Occupant } from './next-jobs.ts';
import { type Outcome, Supervisor } from './supervisor.ts';
import type { WorkerHost } from './worker-host.ts';

/** Progress is stored at most this often, ms; subscribers hear all of it. */
const STORE_MS = 1000;

export interface JobSurroundings {
  readonly store: JobStore;
  readonly host: WorkerHost;
  readonly feed: JobFeed;
  readonly logs: LogFiles | null;
}

/**
 * Why its process is to end before the work is done: a person does not want it any more; it stands still and another
 * needs the machine, to go on when asked or as soon as there is room again; or the application closes.
 */
export type EndReason = 'cancel' | 'release' | 'requeue' | 'close';

/** A job with a process: keeps store and subscribers up to date with what its supervisor hears. */
export class RunningJob implements Occupant {
  readonly heavy: boolean;
  readonly resumable: boolean;
  endReason: EndReason | null = null;
  private readonly surroundings: JobSurroundings;
  private readonly supervisor: Supervisor;
  private job: Job;
  private progressStoredAt = -Infinity;

  constructor(job: Job, handler: JobHandler, surroundings: JobSurroundings) {
    const { host, feed, logs } = surroundings;
    this.surroundings = surroundings;
    this.job = job;
    this.heavy = handler.isHeavy(job.payload);
    this.resumable = handler.resumable;
    this.update({
      state: 'running',
      attempts: job.attempts + 1,
      startedAt: Date.now(),
      progress: null,
      failure: null,
    });
    this.supervisor = new Supervisor({
      host,
      job: this.job,
      handler,
      onProgress: (progress) => {
        this.progressed(progress);
      },
      onEvents: (events) => {
        feed.events(job.id, events);
      },
      onPaused: (paused) => {
        this.update({ state: paused ? 'paused' : 'running' });
      },
      onLog: (log) => logs?.write(job.id, log),
    });
  }

  get id(): string {
    return this.job.id;
  }

  get paused(): boolean {
    return this.job.state === 'paused';
  }

  get pid(): number | undefined {
    return this.supervisor.pid;
  }

  get ended(): Promise<Outcome> {
    return this.supervisor.ended;
  }

  pause(): void {
    this.supervisor.pause();
  }

  resume(): void {
    this.supervisor.resume();
  }

  /** What a person cancels does not come back because the application closes. */
  stop(reason: EndReason, graceMs: number): void {
    if (this.endReason !== 'cancel') this.endReason = reason;
    this.supervisor.cancel(graceMs);
  }

  update(changes: Parameters<JobStore['update']>[1]): void {
    const { store, feed } = this.surroundings;
    store.update(this.job.id, changes);
    this.job = { ...this.job, ...changes };
    feed.job(this.job);
  }

  /** Its newest progress, which the store may not have yet. */
  get progress(): JobProgress | null {
    return this.job.progress;
  }

  private progressed(progress: JobProgress): void {
    const now = performance.now();
    if (now - this.progressStoredAt >= STORE_MS) {
      this.progressStoredAt = now;
      this.update({ progress });
    } else {
      this.job = { ...this.job, progress };
      this.surroundings.feed.job(this.job);
    }
  }
}
