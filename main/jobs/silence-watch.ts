/** Ticks without a sign of life until a worker counts as hung. */
const TICKS = 4;

/**
 * Notices when a worker has said nothing for too long. It counts ticks of its own and not hours of the clock: after a
 * machine has slept, or this process was busy itself, a worker still has three ticks to be heard.
 */
export class SilenceWatch {
  private readonly silent: () => void;
  private timer: NodeJS.Timeout | undefined;
  private ticks = 0;

  constructor(silent: () => void) {
    this.silent = silent;
  }

  /** From now on; replaces what was watched for before. */
  start(silenceMs: number): void {
    this.stop();
    this.ticks = 0;
    this.timer = setInterval(() => {
      this.ticks++;
      if (this.ticks < TICKS) return;
      this.stop();
      this.silent();
    }, silenceMs / TICKS);
  }

  heard(): void {
    this.ticks = 0;
    this.timer?.refresh();
  }

  stop(): void {
    clearInterval(this.timer);
  }
}
