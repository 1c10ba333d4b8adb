/** A person's hand on a run: it stands still, goes on or ends after the step under way. */
export class TrainingController {
  private hold: PromiseWithResolvers<void> | null = null;
  private ended = false;

  /** True while the run should stand still. */
  get paused(): boolean {
    return this.hold !== null;
  }

  /** True once the run should save and end. */
  get cancelled(): boolean {
    return this.ended;
  }

  pause(): void {
    if (!this.ended) this.hold ??= Promise.withResolvers();
  }

  resume(): void {
    this.hold?.resolve();
    this.hold = null;
  }

  /** Ends a paused run too. */
  cancel(): void {
    this.ended = true;
    this.resume();
  }

  /** Resolves at once, or when a paused run should go on or end. */
  async whileRunning(): Promise<void> {
    while (this.hold !== null) await this.hold.promise;
  }
}
