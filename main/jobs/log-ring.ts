/** The last words of a process: bounded, whatever it writes. */
export class LogRing {
  private readonly limit: number;
  private kept = '';

  /** @param limit characters */
  constructor(limit: number) {
    this.limit = limit;
  }

  add(text: string): void {
    this.kept = (this.kept + text).slice(-2 * this.limit);
  }

  /** Whole lines where there are any. */
  get text(): string {
    if (this.kept.length <= this.limit) return this.kept;
    const last = this.kept.slice(-this.limit);
    return last.slice(last.indexOf('\n') + 1);
  }
}
