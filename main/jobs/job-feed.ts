import type { Job } from '../../app/domain/job.ts';

/** What subscribers hear. */
export type JobNews =
  /** How a job stands now; states between may have been passed over. */
  | { readonly type: 'job'; readonly job: Job }
  /** What a running job told, in order: the steps of a training, the pictures of a prediction. */
  | { readonly type: 'events'; readonly job: string; readonly events: readonly unknown[] }
  /** So many events came faster than they were read: the store has them. */
  | { readonly type: 'missed'; readonly events: number };

/** Events kept for a subscriber that does not read. */
const KEPT_EVENTS = 10_000;

/** Tells any number of subscribers, each at its own pace and within its own bound. */
export class JobFeed {
  private readonly inboxes = new Set<Inbox>();
  private closed = false;

  /** News from now on, until the signal or the feed ends. */
  subscribe(signal: AbortSignal): AsyncIterable<JobNews> {
    const inbox = new Inbox();
    if (this.closed || signal.aborted) inbox.close();
    else this.inboxes.add(inbox);
    signal.addEventListener('abort', () => {
      this.inboxes.delete(inbox);
      inbox.close();
    });
    return inbox;
  }

  job(job: Job): void {
    for (const inbox of this.inboxes) inbox.putJob(job);
  }

  events(job: string, events: readonly unknown[]): void {
    for (const inbox of this.inboxes) inbox.putEvents(job, events);
  }

  close(): void {
    this.closed = true;
    for (const inbox of this.inboxes) inbox.close();
    this.inboxes.clear();
  }
}

class Inbox implements AsyncIterable<JobNews> {
  private readonly jobs = new Map<string, Job>();
  private batches: { job: string; events: readonly unknown[] }[] = [];
  private kept = 0;
  private missed = 0;
  private closed = false;
  private wake: PromiseWithResolvers<void> = Promise.withResolvers();

  putJob(job: Job): void {
    this.jobs.set(job.id, job);
    this.wake.resolve();
  }

  putEvents(job: string, events: readonly unknown[]): void {
    this.batches.push({ job, events });
    this.kept += events.length;
    while (this.kept > KEPT_EVENTS) {
      const [oldest] = this.batches.splice(0, 1);
      this.kept -= oldest.events.length;
      this.missed += oldest.events.length;
    }
    this.wake.resolve();
  }

  close(): void {
    this.closed = true;
    this.wake.resolve();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<JobNews> {
    while (!this.closed || this.jobs.size + this.kept + this.missed > 0) {
      await this.wake.promise;
      this.wake = Promise.withResolvers();
      yield* this.taken();
      if (this.closed) this.wake.resolve();
    }
  }

  /** Events first, so that a job's end comes after all it told. */
  private taken(): JobNews[] {
    const { batches, missed } = this;
    const jobs = [...this.jobs.values()];
    this.batches = [];
    this.kept = 0;
    this.missed = 0;
    this.jobs.clear();
    return [
      ...(missed > 0 ? [{ type: 'missed', events: missed } as const] : []),
      ...batches.map((batch) => ({ type: 'events', ...batch }) as const),
      ...jobs.map((job) => ({ type: 'job', job }) as const),
    ];
  }
}
