import path from 'node:path';
import type { Job } from '../../../app/domain/job.ts';
import type { Checkpoint, Run, RunMetric } from '../../../app/domain/run.ts';
import type { TrainingEvent, TrainingSummary } from '../../../native-models/training/events.ts';
import type { JobSink } from '../../jobs/job-handler.ts';
import type { ProjectStore } from '../../store/project-store.ts';
import { projectPath, runFolder } from './project-paths.ts';

/** Writes down what a training tells: what it measured, what it saved, and that it is finished. */
export class TrainingRecord implements JobSink<TrainingEvent, TrainingSummary> {
  readonly #store: ProjectStore;
  readonly #onEvent: (event: TrainingEvent) => void;
  /** By run: where it stands, to date what tells of no step. */
  readonly #steps = new Map<string, { step: number; stepsPerEpoch: number }>();

  constructor(store: ProjectStore, onEvent: (event: TrainingEvent) => void = () => undefined) {
    this.#store = store;
    this.#onEvent = onEvent;
  }

  events(job: Job, events: readonly TrainingEvent[]): void {
    const run = this.#runOf(job);
    this.#store.change(() => {
      for (const event of events) this.#take(run, event);
    });
    events.forEach(this.#onEvent);
  }

  result(job: Job): void {
    this.#store.runs.update(this.#runOf(job).id, { state: 'finished', finishedAt: Date.now() });
  }

  #take(run: Run, event: TrainingEvent): void {
    const { runs } = this.#store;
    const at = this.#steps.get(run.id) ?? { step: 0, stepsPerEpoch: 1 };
    this.#steps.set(run.id, at);
    switch (event.type) {
      case 'start':
        at.step = event.step;
        at.stepsPerEpoch = event.plan.stepsPerEpoch;
        runs.update(run.id, { state: 'training', device: event.device });
        return;
      case 'step':
        at.step = event.step;
        this.#measure(run, at, {
          loss: event.loss,
          'learning-rate': event.learningRate,
          'gradient-norm': event.gradientNorm,
        });
        return;
      case 'epoch':
        this.#measure(run, at, { 'epoch/loss': event.loss, 'epoch/data-wait-share': event.dataWaitShare });
        return;
      case 'validation':
        this.#measure(run, at, { 'val/miou': event.miou, 'val/defect-iou': event.defectIou });

        if (event.best) this.#save(run, at, 'best', event.miou);
        return;
      case 'saved':
        this.#save(run, at, 'last', null);
        // Until anything is validated the newest weights are the best.
        if (!runs.checkpoints(run.id).some(({ kind, score }) => kind === 'best' && score !== null)) {
          this.#save(run, at, 'best', null);
        }
        return;
      default:
    }
  }

  #measure(
    { id }: Run,
    { step, stepsPerEpoch }: { step: number; stepsPerEpoch: number },
    values: Readonly<Record<string, number | null>>,
  ): void {
    const metrics = Object.entries(values).map(([name, value]): RunMetric => ({
      ...{ step, epoch: step / stepsPerEpoch, name, at: Date.now() },
      value: value !== null && Number.isFinite(value) ? value : null,
    }));
    this.#store.runs.addMetrics(id, metrics);
  }

  #save(
    { id }: Run,
    { step, stepsPerEpoch }: { step: number; stepsPerEpoch: number },
    kind: Checkpoint['kind'],
    score: number | null,
  ): void {
    const { place } = this.#store;
    const file = projectPath(place, path.join(runFolder(place, id), `${kind}.safetensors`));
    const saved = { runId: id, kind, step, epoch: step / stepsPerEpoch, score, path: file };
    this.#store.runs.saveCheckpoint({ ...saved, savedAt: Date.now() });
  }

  #runOf(job: Job): Run {
    const run = this.#store.runs.list().find(({ jobId }) => jobId === job.id);
    if (run === undefined) throw new Error(`Job ${job.id} trains no run of the project`);
    return run;
  }
}
