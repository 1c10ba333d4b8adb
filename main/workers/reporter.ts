import type { JobProgress } from '../../app/domain/job.ts';
import type { WorkerMessage } from '../jobs/worker-messages.ts';

/** At most ten reports a second, whatever a job has to tell. */
const INTERVAL_MS = 100;

/** Gathers what a job tells into few messages: every event in order, of progress the newest. */
export class Reporter {
  private readonly send: (message: WorkerMessage) => void;
  private events: unknown[] = [];
  private progress: JobProgress | null = null;
  private timer: NodeJS.Timeout | null = null;
  private sentAt = -Infinity;

  constructor(send: (message: WorkerMessage) => void) {
    this.send = send;
  }

  event(event: unknown): void {
    this.events.push(event);
    this.plan();
  }

  progressed(progress: JobProgress): void {
    this.progress = progress;
    this.plan();
  }

  /** Sends what is there at once: before anything that has to come after it. */
  flush(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
    const { events, progress } = this;
    if (events.length === 0 && progress === null) return;
    this.events = [];
    this.progress = null;
    this.sentAt = performance.now();
    this.send({ type: 'report', progress, events });
  }

  private plan(): void {
    this.timer ??= setTimeout(
      () => {
        this.flush();
      },
      Math.max(0, this.sentAt + INTERVAL_MS - performance.now()),
    );
  }
}
