import type { Changing } from '../../app/contract/changes.ts';
import type { Job } from '../../app/domain/job.ts';
import type { Run } from '../../app/domain/run.ts';
import { type JobHandler, type JobSink, jobHandler } from '../jobs/job-handler.ts';
import type { JobQueue } from '../jobs/job-queue.ts';
import { ProjectEvaluations } from '../services/project/evaluate.ts';
import { ProjectPredictions } from '../services/project/predict.ts';
import { TrainingRecord } from '../services/project/training-record.ts';
import type { ProjectStore } from '../store/project-store.ts';
import { evaluateJob } from '../workers/evaluate-job.ts';
import { predictJob } from '../workers/predict-job.ts';
import { trainJob } from '../workers/train-job.ts';
import type { ChangeFeed } from './change-feed.ts';

/** The heavy work on a project. What its jobs tell goes into the store, and clients hear of it. */
export class ProjectWork {
  readonly predictions: ProjectPredictions;
  readonly evaluations: ProjectEvaluations;
  readonly handlers: readonly JobHandler[];
  readonly #store: ProjectStore;
  readonly #changes: ChangeFeed;

  constructor(store: ProjectStore, changes: ChangeFeed) {
    this.#store = store;
    this.#changes = changes;
    this.predictions = new ProjectPredictions(store, ({ id }) => {
      changes.publish('predictions', [id]);
    });
    this.evaluations = new ProjectEvaluations(store);
    this.handlers = [
      jobHandler(trainJob, this.#told(new TrainingRecord(store), ['metrics', 'runs'])),
      jobHandler(predictJob, this.predictions),
      jobHandler(evaluateJob, this.#told(this.evaluations, ['evaluations'])),
    ];
  }

  /** Until the queue ends: a run whose training fails or is cancelled has stopped. */
  async follow(queue: JobQueue): Promise<void> {
    for await (const news of queue.subscribe(new AbortController().signal)) {
      if (news.type === 'job' && news.job.kind === 'train') this.#conclude(news.job);
    }
  }

  #conclude(job: Job): void {
    const run = this.#runOf(job);
    const state = OUTCOMES[job.state];
    if (run === null || state === undefined || run.state === state) return;
    this.#store.runs.update(run.id, { state, finishedAt: job.finishedAt });
    this.#changes.publish('runs', [run.id]);
  }

  /** As it is, and clients are told. */
  #told<Event, Result>(sink: JobSink<Event, Result>, subjects: readonly Changing[]): JobSink<Event, Result> {
    const publish = (job: Job): void => {
      const run = this.#runOf(job);
      for (const subject of subjects) this.#changes.publish(subject, run === null ? null : [run.id]);
    };
    return {
      events: (job, events) => {
        sink.events(job, events);
        publish(job);
      },
      result: (job, result) => {
        sink.result(job, result);
        publish(job);
      },
    };
  }

  #runOf(job: Job): Run | null {
    return this.#store.runs.list().find(({ jobId }) => jobId === job.id) ?? null;
  }
}

const OUTCOMES: Readonly<Partial<Record<Job['state'], Run['state']>>> = {
  failed: 'failed',
  cancelled: 'stopped',
};
