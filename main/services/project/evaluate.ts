import path from 'node:path';
import { v7 as newId } from 'uuid';
import { BlemishError } from '../../../app/domain/errors.ts';
import type { EvaluatedImage, Evaluation } from '../../../app/domain/evaluation.ts';
import type { Job } from '../../../app/domain/job.ts';
import type { Run } from '../../../app/domain/run.ts';
import type { Subset } from '../../../app/domain/split.ts';
import type { Scale } from '../../../app/mask/component-shape.ts';
import { writeFolder } from '../../files/staged-folder.ts';
import type { JobSink } from '../../jobs/job-handler.ts';
import type { JobQueue } from '../../jobs/job-queue.ts';
import type { ProjectStore } from '../../store/project-store.ts';
import type { EvaluateEvent, EvaluateResult } from '../../workers/evaluate-job.ts';
import { coarsestScale } from './image-scale.ts';
import { layOutLabels } from './lay-out-labels.ts';
import { isLabelled, ownImages } from './own-images.ts';
import { DATA_FILE, evaluationsFolder, runFolder } from './project-paths.ts';
import { requireUnchanged } from './require-unchanged.ts';
import type { TrainingMeans } from './train.ts';

export interface NewEvaluation extends Pick<TrainingMeans, 'device' | 'threads'> {
  readonly run: Run;
  /** Of the split that the run learnt from. */
  readonly subset: Subset;
  readonly tolerancePx: number;
}

/** What an evaluation judges by, from its start to its end. */
interface Pending {
  readonly evaluation: Omit<Evaluation, 'scores' | 'madeAt'>;
  readonly labels: ReadonlyMap<string, Pick<EvaluatedImage, 'annotationId' | 'revision'>>;
  readonly images: EvaluatedImage[];
}

/** Scores runs on subsets, by the labels as they are when it begins. */
export class ProjectEvaluations implements JobSink<EvaluateEvent, EvaluateResult> {
  readonly #store: ProjectStore;
  /** By job. */
  readonly #pending = new Map<string, Pending>();

  constructor(store: ProjectStore) {
    this.#store = store;
  }

  /** @throws {BlemishError} 'input' where the subset has no labelled image, or an image's file changed */
  async start(
    queue: JobQueue,
    { run, subset, tolerancePx, device, threads }: NewEvaluation,
    layOut: (request: EvaluationRequest) => Promise<EvaluationBase> = (request) =>
      layOutEvaluation(this.#store, request),
  ): Promise<Job> {
    const store = this.#store;
    const { splitId } = run;
    if (splitId === null) throw withoutSplit(run);
    const id = newId();
    const folder = path.join(evaluationsFolder(store.place), id);
    const { scale, labels } = await layOut({ folder, splitId, subset, channels: run.channels });
    const job = queue.add({
      kind: 'evaluate',
      payload: {
        ...{ listFile: path.join(folder, DATA_FILE), modelDir: runFolder(store.place, run.id) },
        ...{ subset: 'test', tolerancePx, scale, device, threads },
      },
    });
    const settings = { tolerance_px: tolerancePx, scale: scale === null ? null : { ...scale } };
    this.#pending.set(job.id, {
      evaluation: { id, runId: run.id, splitId, subset, settings },
      labels,
      images: [],
    });
    return job;
  }

  events(job: Job, events: readonly EvaluateEvent[]): void {
    const { labels, images } = this.#pendingOf(job);
    for (const { image, ...counts } of events) {
      const judgedBy = labels.get(image);
      if (judgedBy !== undefined) images.push({ imageId: image, ...judgedBy, counts });
    }
  }

  result(job: Job, { scores }: EvaluateResult): void {
    const { evaluation, images } = this.#pendingOf(job);
    this.#store.evaluations.add({ ...evaluation, scores, madeAt: Date.now() }, images);
    this.#pending.delete(job.id);
  }

  #pendingOf(job: Job): Pending {
    const pending = this.#pending.get(job.id);
    if (pending === undefined) throw new Error(`Job ${job.id} is no evaluation of this session`);
    return pending;
  }
}

export interface EvaluationRequest extends Pick<NewEvaluation, 'subset'> {
  /** Is made for it. */
  readonly folder: string;
  readonly splitId: string;
  /** Ids of the model's classes. */
  readonly channels: readonly number[];
}

/** What an evaluation judges by. */
export interface EvaluationBase {
  readonly scale: Scale | null;
  /** By image. */
  readonly labels: ReadonlyMap<string, Pick<EvaluatedImage, 'annotationId' | 'revision'>>;
}

/**
 * Writes the labels of a subset as they are now beside a list that holds it alone: every image is scored.
 * @throws {BlemishError} 'input' where the subset has no labelled image, or an image's file changed
 */
export async function layOutEvaluation(
  store: ProjectStore,
  { folder, splitId, subset, channels }: EvaluationRequest,
): Promise<EvaluationBase> {
  const images = ownImages(store, { subset: { splitId, subset } }).filter(isLabelled);
  if (images.length === 0) throw nothingToScore(subset);
  await requireUnchanged(store, images);
  await writeFolder(folder, async (write) => {
    const members = images.map((image) => ({ image, subset: 'test' as const }));
    const list = await layOutLabels(store, members, channels, write);
    await write(DATA_FILE, JSON.stringify({ format: 'blemish-dataset/1', ...list }));
  });
  const labels = images.map((image): [string, Pick<EvaluatedImage, 'annotationId' | 'revision'>] => {
    const [{ id, revision }] = store.annotations.ofImage(image.id);
    return [image.id, { annotationId: id, revision }];
  });
  return { scale: coarsestScale(store, images), labels: new Map(labels) };
}

function withoutSplit({ name }: Run): BlemishError {
  return new BlemishError('input', {
    subject: name,
    problem: 'The run learnt from no split of this project',
    remedy: 'Choose another with --run',
  });
}

function nothingToScore(subset: Subset): BlemishError {
  return new BlemishError('input', {
    subject: `subset ${subset}`,
    problem: 'None of its images is labelled',
    remedy: 'Label some, or choose another with --subset',
  });
}
