import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { v7 as newId } from 'uuid';
import { BlemishError } from '../../../app/domain/errors.ts';
import type { Image } from '../../../app/domain/image.ts';
import type { ImageFilter } from '../../../app/domain/image-query.ts';
import type { Job } from '../../../app/domain/job.ts';
import type { Prediction } from '../../../app/domain/prediction.ts';
import type { JobSink } from '../../jobs/job-handler.ts';
import type { JobQueue } from '../../jobs/job-queue.ts';
import type { ProjectStore } from '../../store/project-store.ts';
import type { NewPredictPayload, PredictEvent, PredictResult } from '../../workers/predict-job.ts';
import { scaleOf } from './image-scale.ts';
import { ownImages } from './own-images.ts';
import { absolutePath, predictionsFolder, projectPath, runFolder } from './project-paths.ts';
import { regionsToInspect } from './regions-to-inspect.ts';
import { requireUnchanged } from './require-unchanged.ts';
import type { TrainingMeans } from './train.ts';

export interface PredictionRequest extends Pick<TrainingMeans, 'device' | 'threads'> {
  readonly runId: string;
  readonly filter: ImageFilter;
}

/** Predicts images with a run: class probabilities in its folder, what was found in the store. */
export class ProjectPredictions implements JobSink<PredictEvent, PredictResult> {
  readonly #store: ProjectStore;
  readonly #onPrediction: (image: Image, prediction: Prediction) => void;

  constructor(
    store: ProjectStore,
    onPrediction: (image: Image, prediction: Prediction) => void = () => undefined,
  ) {
    this.#store = store;
    this.#onPrediction = onPrediction;
  }

  /**
   * A job for the images of each scale.
   * @throws {BlemishError} 'input' where there are none, or an image's file changed
   */
  async start(
    queue: JobQueue,
    request: PredictionRequest,
    payloads: (request: PredictionRequest) => Promise<NewPredictPayload[]> = (asked) =>
      predictPayloads(this.#store, asked),
  ): Promise<Job[]> {
    await mkdir(predictionsFolder(this.#store.place, request.runId), { recursive: true });
    return (await payloads(request)).map((payload) => queue.add({ kind: 'predict', payload }));
  }

  events(_job: Job, events: readonly PredictEvent[]): void {
    this.#store.change(() => {
      for (const event of events) this.#save(event);
    });
  }

  result(): void {
    // Its rows are written as they come.
  }

  #save({ stem, file, score, record }: PredictEvent): void {
    const image = this.#store.images.find(stem);
    if (image === null || file === null) return;
    const prediction: Prediction = {
      ...{ id: newId(), runId: path.basename(path.dirname(path.dirname(file))), imageId: image.id },
      ...{ imageHash: image.contentHash, path: projectPath(this.#store.place, file), score },
      ...{ uncertainty: null, instances: record.instances, madeAt: Date.now() },
    };
    this.#store.predictions.save([prediction]);
    this.#onPrediction(image, prediction);
  }
}

/**
 * What the jobs are given that predict all images that a filter leaves, one for each scale.
 * @throws {BlemishError} 'input' where there are none, or an image's file changed
 */
export async function predictPayloads(
  store: ProjectStore,
  { runId, filter, device, threads }: PredictionRequest,
): Promise<NewPredictPayload[]> {
  const images = ownImages(store, filter);
  if (images.length === 0) throw nothingToPredict();
  await requireUnchanged(store, images);
  const outlinesOf = regionsToInspect(store);
  const byScale = Map.groupBy(images, (image) => JSON.stringify(scaleOf(store, image)));
  return Array.from(byScale.values(), (members) => ({
    modelDir: runFolder(store.place, runId),
    outDir: predictionsFolder(store.place, runId),
    scale: scaleOf(store, members[0]),
    images: members.map((image) => absolutePath(store.place, image.path)),
    names: members.map(({ id }) => id),
    inspected: inspectedOf(members, outlinesOf),
    ...{ regions: null, device, threads },
  }));
}

/** Each region once, however many images share it. */
function inspectedOf(
  images: readonly Image[],
  outlinesOf: ReturnType<typeof regionsToInspect>,
): NewPredictPayload['inspected'] {
  const ofImages = images.map(outlinesOf);
  const places = [...ofImages.keys()].filter((place) => ofImages[place] !== null);
  return [...Map.groupBy(places, (place) => JSON.stringify(ofImages[place])).values()].map((members) => ({
    outlines: ofImages[members[0]] ?? [],
    images: members,
  }));
}

function nothingToPredict(): BlemishError {
  return new BlemishError('input', {
    problem: 'There is no such image to predict',
    remedy: 'Import images, or choose others with --subset or --unlabelled',
  });
}
