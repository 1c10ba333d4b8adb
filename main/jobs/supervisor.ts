import type { Job, JobFailure, JobProgress } from '../../app/domain/job.ts';
import { exitFailure } from './exit-failure.ts';
import type { JobHandler } from './job-handler.ts';
import { LogRing } from './log-ring.ts';
import { ProcessEnd } from './process-end.ts';
import { SilenceWatch } from './silence-watch.ts';
import { type Failure, MisunderstoodMessage, failure, failureOfError } from './worker-failure.ts';
import type { WorkerExit, WorkerHost, WorkerProcess } from './worker-host.ts';
import { type HostMessage, type WorkerMessage, workerMessageSchema } from './worker-messages.ts';

/** What a process came to. */
export type Outcome =
  | { readonly type: 'done'; readonly result: unknown }
  | { readonly type: 'cancelled'; readonly log: string }
  | { readonly type: 'failed'; readonly failure: JobFailure };

/** What a job came to, while its process has yet to go. */
type Verdict =
  | { readonly type: 'done'; readonly result: unknown }
  | { readonly type: 'cancelled' }
  | { readonly type: 'failed'; readonly failure: Failure };

export interface SupervisorOptions {
  readonly host: WorkerHost;
  readonly job: Job;
  readonly handler: JobHandler;
  readonly onProgress: (progress: JobProgress) => void;
  readonly onEvents: (events: readonly unknown[]) => void;
  /** Whether the worker stands still now. */
  readonly onPaused: (paused: boolean) => void;
  readonly onLog: (log: string) => void;
}

/** How long a process may take until it first speaks, ms: a cold disk and a busy machine are no fault of its own. */
const START_MS = 60_000;
/** How long it may take to go after its last word, ms. */
const LEAVE_MS = 5000;
const LOG_CHARACTERS = 16_384;

/** One process of one job, from its start to its end. Whatever it does ends in an outcome. */
export class Supervisor {
  readonly ended: Promise<Outcome>;
  private readonly options: SupervisorOptions;
  private readonly log = new LogRing(LOG_CHARACTERS);
  private readonly watch: SilenceWatch;
  private readonly process: WorkerProcess;
  private readonly end: ProcessEnd;
  private readonly conclude: (outcome: Outcome) => void;
  private verdict: Verdict | null = null;
  private started = false;
  private pausing = false;
  private cancelling = false;

  constructor(options: SupervisorOptions) {
    this.options = options;
    const { promise, resolve } = Promise.withResolvers<Outcome>();
    this.ended = promise;
    this.conclude = resolve;
    this.watch = new SilenceWatch(() => {
      this.hung();
    });
    this.watch.start(Math.max(START_MS, options.handler.silenceMs));
    this.process = this.startProcess();
    this.end = new ProcessEnd(this.process, () => {
      this.exited({ code: null, signal: null });
    });
  }

  get pid(): number | undefined {
    return this.process.pid;
  }

  pause(): void {
    this.pausing = true;
    if (this.started) this.send({ type: 'pause' });
  }

  resume(): void {
    this.pausing = false;
    if (this.started) this.send({ type: 'resume' });
  }

  /** @param graceMs how long it may take to save and end; then its process is killed */
  cancel(graceMs: number): void {
    this.cancelling = true;
    if (this.started) this.send({ type: 'cancel' });
    this.end.begin(this.started ? graceMs : 0);
  }

  private startProcess(): WorkerProcess {
    const { host, handler } = this.options;
    try {
      return host.start(
        { url: handler.script, libraryPath: handler.libraryPath, heapMb: handler.heapMb },
        {
          message: (message) => {
            this.received(message);
          },
          output: (text) => {
            this.log.add(text);
            this.options.onLog(this.log.text);
          },
          exited: (exit) => {
            this.exited(exit);
          },
        },
      );
    } catch (error) {
      queueMicrotask(() => {
        this.exited({ code: null, signal: null, startError: String(error) });
      });
      return { pid: undefined, send: () => undefined, kill: () => undefined };
    }
  }

  private received(raw: unknown): void {
    if (this.verdict !== null) return;
    this.watch.heard();
    const { data: message, error } = workerMessageSchema.safeParse(raw);
    try {
      if (message === undefined) throw new MisunderstoodMessage('a message', error);
      this.take(message);
    } catch (error_) {
      this.fail(failureOfError(error_));
    }
  }

  private take(message: WorkerMessage): void {
    const { job, handler, onProgress, onEvents, onPaused } = this.options;
    switch (message.type) {
      case 'ready':
        this.begin();
        break;
      case 'heartbeat':
        break;
      case 'report':
        if (message.events.length > 0) {
          handler.takeEvents(job, message.events);
          onEvents(message.events);
        }
        if (message.progress !== null) onProgress(message.progress);
        break;
      case 'paused':
      case 'resumed':
        onPaused(message.type === 'paused');
        break;
      case 'done':
        this.settle({ type: 'done', result: handler.takeResult(job, message.result) });
        break;
      case 'cancelled':
        if (!this.cancelling) throw new MisunderstoodMessage('a message', 'nobody asked it to end');
        this.settle({ type: 'cancelled' });
        break;
      case 'failed':
        this.fail(message.failure, LEAVE_MS);
    }
  }

  private begin(): void {
    if (this.started) throw new MisunderstoodMessage('a message', 'it was ready before');
    this.started = true;
    const { job, handler } = this.options;
    this.watch.start(handler.silenceMs);
    this.send({
      type: 'start',
      job: job.id,
      payload: job.payload,
      heartbeatMs: Math.min(HEARTBEAT_MS, handler.silenceMs / 4),
    });
    if (this.pausing) this.send({ type: 'pause' });
  }

  private hung(): void {
    const seconds = (this.started ? this.options.handler.silenceMs : START_MS) / 1000;
    this.fail(
      failure(
        'hung',
        `its process gave no sign of life for ${seconds} s and was ended`,
        'Try it again, and report it with the log if it comes back',
      ),
    );
  }

  private fail(why: Failure, leaveMs = 0): void {
    this.settle({ type: 'failed', failure: why }, leaveMs);
  }

  private settle(verdict: Verdict, leaveMs = LEAVE_MS): void {
    this.verdict ??= verdict;
    this.watch.stop();
    this.send({ type: 'end' });
    this.end.begin(leaveMs);
  }

  private exited(exit: WorkerExit): void {
    this.watch.stop();
    this.end.reached();
    this.conclude(this.outcome(this.verdict ?? this.verdictOf(exit)));
  }

  private verdictOf(exit: WorkerExit): Verdict {
    if (this.cancelling) return { type: 'cancelled' };
    return { type: 'failed', failure: exitFailure(exit, this.log.text) };
  }

  private outcome(verdict: Verdict): Outcome {
    const log = this.log.text;
    if (verdict.type === 'failed') return { type: 'failed', failure: { ...verdict.failure, log } };
    return verdict.type === 'cancelled' ? { type: 'cancelled', log } : verdict;
  }

  private send(message: HostMessage): void {
    this.process.send(message);
  }
}

/** How often a worker says that it lives, ms. */
const HEARTBEAT_MS = 5000;
