import { availableParallelism } from 'node:os';
import { v7 as uuid } from 'uuid';
import { BlemishError } from '../../app/domain/errors.ts';
import type { Job, JobKind, JobState } from '../../app/domain/job.ts';
import { conclusion } from './conclusion.ts';
import { JobFeed, type JobNews } from './job-feed.ts';
import type { JobHandler } from './job-handler.ts';
import type { JobStore } from './job-store.ts';
import { LogFiles } from './log-files.ts';
import { nextJobs } from './next-jobs.ts';
import { recoverJobs } from './recover-jobs.ts';
import { RunningJob } from './running-job.ts';
import { failureOfError } from './worker-failure.ts';
import type { WorkerHost } from './worker-host.ts';

export interface JobQueueOptions {
  readonly store: JobStore;
  readonly host: WorkerHost;
  readonly handlers: readonly JobHandler[];
  /** Where the logs of running jobs are kept, so that they outlive the application; null to keep none. */
  readonly logsDir: string | null;
  /** Light jobs at once. */
  readonly lightLimit?: number;
  /** Told of what goes wrong in the queue itself, the store above all: no job is to blame. */
  readonly onError: (error: unknown) => void;
}

export interface NewJob {
  readonly kind: JobKind;
  /** JSON, as the kind has it. */
  readonly payload: unknown;
  /** The higher goes first. */
  readonly priority?: number;
}

/** How long a job may take to save and end, ms. */
const GRACE_MS = 30_000;

/** The jobs of a project: starts what may run, keeps the store and subscribers up to date, and outlives any worker. */
export class JobQueue {
  private readonly options: JobQueueOptions;
  private readonly handlers: ReadonlyMap<JobKind, JobHandler>;
  private readonly feed = new JobFeed();
  private readonly logs: LogFiles | null;
  private readonly running = new Map<string, RunningJob>();
  /** Of jobs that wait: their payloads are read once. */
  private readonly heavy = new Map<string, boolean>();
  private readonly endings = new Set<Promise<void>>();
  private closing = false;

  private constructor(options: JobQueueOptions, logs: LogFiles | null) {
    this.options = options;
    this.logs = logs;
    this.handlers = new Map(options.handlers.map((handler) => [handler.kind, handler]));
  }

  /** Takes up what was left when the application last ended, and starts what may run. */
  static async open(options: JobQueueOptions): Promise<JobQueue> {
    const logs = options.logsDir === null ? null : await LogFiles.open(options.logsDir);
    const queue = new JobQueue(options, logs);
    const isResumable = (job: Job): boolean => queue.handlers.get(job.kind)?.resumable === true;
    await recoverJobs(options.store, logs, isResumable, Date.now());
    queue.startNext();
    return queue;
  }

  /** @throws {BlemishError} 'input' where the payload is not one of the kind, 'usage' once the queue closes */
  add({ kind, payload, priority = 0 }: NewJob): Job {
    if (this.closing) throw refused(kind, 'Blemish is closing', 'Start it again after the next start');
    this.handlerOf(kind).requirePayload(payload);
    const job: Job = {
      id: uuid(),
      kind,
      state: 'queued',
      priority,
      payload,
      progress: null,
      attempts: 0,
      failure: null,
      result: null,
      createdAt: Date.now(),
      startedAt: null,
      finishedAt: null,
    };
    this.options.store.insert(job);
    this.feed.job(job);
    this.startNext();
    return job;
  }

  /** The job stands still after what is at hand; it then says so. */
  pause(id: string): void {
    this.requireState(id, ['running'], 'paused');
    this.running.get(id)?.pause();
  }

  /** A paused job goes on, or waits for its turn where its process has gone. */
  resume(id: string): void {
    this.requireState(id, ['running', 'paused'], 'resumed');
    const running = this.running.get(id);
    if (running === undefined) this.update(id, { state: 'queued' });
    else if (running.endReason === null) running.resume();
    else if (running.endReason === 'release') running.endReason = 'requeue';
    this.startNext();
  }

  /** A running job saves what it can and ends; it then says so. */
  cancel(id: string): void {
    this.requireState(id, ['queued', 'running', 'paused'], 'cancelled');
    const running = this.running.get(id);
    if (running === undefined) this.update(id, { state: 'cancelled', finishedAt: Date.now() });
    else running.stop('cancel', GRACE_MS);
  }

  /** Puts a job that failed or was cancelled back into its place; a resumable one goes on from what it saved. */
  retry(id: string): void {
    this.requireState(id, ['failed', 'cancelled'], 'tried again');
    this.update(id, { state: 'queued', failure: null, progress: null, finishedAt: null });
    this.startNext();
  }

  /** News from now on, until the signal or the queue ends. */
  subscribe(signal: AbortSignal): AsyncIterable<JobNews> {
    return this.feed.subscribe(signal);
  }

  /** The job once it is over, or as it stands when the queue closes. */
  async finished(id: string): Promise<Job> {
    const stop = new AbortController();
    const news = this.subscribe(stop.signal);
    try {
      if (isOver(this.find(id))) return this.find(id);
      for await (const { type } of news) if (type === 'job' && isOver(this.find(id))) break;
      return this.find(id);
    } finally {
      stop.abort();
    }
  }

  /**
   * Starts nothing more and ends what runs: resumable jobs save and wait for the next start, others have failed.
   * @param graceMs how long they may take before their processes are killed
   */
  async close(graceMs = GRACE_MS): Promise<void> {
    this.closing = true;
    for (const running of this.running.values()) running.stop('close', graceMs);
    await Promise.all(this.endings);
    this.feed.close();
  }

  private startNext(): void {
    if (this.closing) return;
    try {
      const { store, lightLimit = Math.max(1, availableParallelism() - 1) } = this.options;
      const occupants = [...this.running.values()];
      const next = nextJobs(store.list(['queued']), occupants, (job) => this.isHeavy(job), lightLimit);
      const holder = next.release === null ? undefined : this.running.get(next.release);
      if (holder?.endReason === null) holder.stop('release', GRACE_MS);
      const started = next.start.map((job) => this.start(job));
      if (started.includes(false)) this.startNext();
    } catch (error) {
      this.options.onError(error);
    }
  }

  private isHeavy({ id, kind, payload }: Job): boolean {
    const heavy = this.heavy.get(id) ?? this.handlers.get(kind)?.isHeavy(payload) === true;
    this.heavy.set(id, heavy);
    return heavy;
  }

  /** False where the job failed at once. */
  private start(job: Job): boolean {
    this.heavy.delete(job.id);
    try {
      const handler = this.handlerOf(job.kind);
      handler.requirePayload(job.payload);
      const running = new RunningJob(job, handler, { ...this.options, feed: this.feed, logs: this.logs });
      this.running.set(job.id, running);
      const ending = this.finish(running).finally(() => this.endings.delete(ending));
      this.endings.add(ending);
      return true;
    } catch (error) {
      const failure = { ...failureOfError(error), log: '' };
      this.update(job.id, { state: 'failed', failure, finishedAt: Date.now() });
      return false;
    }
  }

  /** From here on nothing is thrown: nobody would catch it. */
  private async finish(running: RunningJob): Promise<void> {
    const outcome = await running.ended;
    this.running.delete(running.id);
    try {
      const { progress } = running;
      running.update({ ...conclusion(outcome, running, Date.now()), progress });
    } catch (error) {
      this.options.onError(error);
    }
    await this.logs?.remove(running.id);
    this.startNext();
  }

  private update(id: string, changes: Parameters<JobStore['update']>[1]): void {
    const { store } = this.options;
    store.update(id, changes);
    this.feed.job(this.find(id));
  }

  private handlerOf(kind: JobKind): JobHandler {
    const handler = this.handlers.get(kind);
    if (handler === undefined) {
      throw refused(kind, 'this version of Blemish has no such job', 'Use a newer version');
    }
    return handler;
  }

  private requireState(id: string, states: readonly JobState[], verb: string): void {
    const { state } = this.find(id);
    if (states.includes(state)) return;
    throw refused(id, `a job that is ${state} cannot be ${verb}`, 'Look at how it stands now');
  }

  private find(id: string): Job {
    const job = this.options.store.find(id);
    if (job === null) throw refused(id, 'there is no such job', 'Look at the list of jobs');
    return job;
  }
}

function isOver({ state }: Job): boolean {
  return state === 'done' || state === 'failed' || state === 'cancelled';
}

function refused(subject: string, problem: string, remedy: string): BlemishError {
  return new BlemishError('usage', { subject: `job ${subject}`, problem, remedy });
}
