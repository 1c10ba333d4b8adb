import type { WorkerProcess } from './worker-host.ts';

/** How long a process has after each request to end, ms. */
const PATIENCE_MS = 2000;

/** Brings a process to its end in bounded time: asks, then kills, then gives up on it. */
export class ProcessEnd {
  private readonly process: WorkerProcess;
  private readonly givenUp: () => void;
  private timer: NodeJS.Timeout | undefined;
  /** When it is asked to end, ms; null once that has happened, or it has gone. */
  private askedAt: number | null = Infinity;

  /** @param givenUp called where even killing did not help: the process is stuck inside the system */
  constructor(process: WorkerProcess, givenUp: () => void) {
    this.process = process;
    this.givenUp = givenUp;
  }

  /** @param graceMs how long it may take to end by itself first; the shortest said counts */
  begin(graceMs: number): void {
    const at = performance.now() + graceMs;
    if (this.askedAt === null || at >= this.askedAt) return;
    this.askedAt = at;
    this.next(graceMs, () => {
      this.askedAt = null;
      this.kill(false);
      this.next(PATIENCE_MS, () => {
        this.kill(true);
        this.next(PATIENCE_MS, this.givenUp);
      });
    });
  }

  /** The process has gone. */
  reached(): void {
    this.askedAt = null;
    clearTimeout(this.timer);
  }

  private next(ms: number, step: () => void): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(step, ms);
  }

  private kill(force: boolean): void {
    try {
      this.process.kill(force);
    } catch {
      // It went at this very moment.
    }
  }
}
