/** How long the rest takes at the pace so far; time that the job stood still is no pace. */
export class TimeLeft {
  private readonly now: () => number;
  private first: { readonly at: number; readonly done: number } | null = null;
  private stoodStillMs = 0;
  private stoppedAt: number | null = null;

  /** @param now ms */
  constructor(now: () => number = () => performance.now()) {
    this.now = now;
  }

  /** s; null before there is a pace. */
  seconds(done: number, total: number): number | null {
    this.first ??= { at: this.now(), done };
    const { at, done: before } = this.first;
    if (done <= before || total <= 0) return null;
    const perUnit = (this.now() - at - this.stoodStillMs) / (done - before);
    return (perUnit * Math.max(0, total - done)) / 1000;
  }

  stop(): void {
    this.stoppedAt ??= this.now();
  }

  goOn(): void {
    if (this.stoppedAt !== null) this.stoodStillMs += this.now() - this.stoppedAt;
    this.stoppedAt = null;
  }
}
