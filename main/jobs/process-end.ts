import type { WorkerProcess } from './worker-host.ts';

/** How long a process has after each request to end, ms. */
const PATIENCE_MS = 2000;

/** Brings a process to its end in bounded time: asks, then kills, then gives up on it. */
export class ProcessEnd {
  private readonly process: WorkerProcess;
  private readonly givenUp: () => void;
  private timer: NodeJS.Timeout | undefined;
  private begun = false;

  /** @param givenUp called where even killing did not help: the process is stuck inside the system */
  constructor(process: WorkerProcess, givenUp: () => void) {
    this.process = process;
    this.givenUp = givenUp;
  }

  /** @param graceMs how long it may take to end by itself first */
  begin(graceMs = 0): void {
    if (this.begun) return;
    this.begun = true;
    this.timer = setTimeout(() => {
      this.kill(false);
      this.timer = setTimeout(() => {
        this.kill(true);
        this.timer = setTimeout(this.givenUp, PATIENCE_MS);
      }, PATIENCE_MS);
    }, graceMs);
  }

  /** The process has gone. */
  reached(): void {
    this.begun = true;
    clearTimeout(this.timer);
  }

  private kill(force: boolean): void {
    try {
      this.process.kill(force);
    } catch {
      // It went at this very moment.
    }
  }
}
