import path from 'node:path';
import { BlemishError } from '../../app/domain/errors.ts';
import { inspectedPixels } from '../../app/mask/inspected-pixels.ts';
import { chooseEngine, defaultThreads } from '../../native-models/engines/choose-device.ts';
import type { PredictionRecord } from '../../native-models/inference/prediction-record.ts';
import { PROBABILITIES_ENDING, writeProbabilities } from '../../native-models/inference/probability-file.ts';
import { loadModel } from '../../native-models/weights/load-model.ts';
import {
  type Picture,
  predict,
  predictPicture,
  type PredictRequest,
  readPicture,
} from '../services/predict.ts';
import { pictureScore } from '../services/propose.ts';
import { type PredictEvent, type PredictPayload, predictJob } from './predict-job.ts';
import { serveJob } from './serve-job.ts';

serveJob(predictJob, async (payload, context) => {
  const { modelDir, images, names, inspected, outDir, scale, regions, device, threads } = payload;
  context.progress('loading the model', 0, images.length);
  const engine = await chooseEngine(device, threads ?? defaultThreads(), (text) => {
    process.stderr.write(`${text}\n`);
  });
  const doing = `predicting on ${engine.abilities.description}`;
  const model = await loadModel(modelDir, engine);
  const request: Omit<PredictRequest, 'onRecord'> = {
    model,
    modelName: path.basename(path.resolve(modelDir)),
    outDir,
    images,
    engine,
    scale,
    regions,
    beforeEach: () => context.betweenPieces(),
    onProgress: (done, total) => {
      context.progress(doing, done, total);
    },
  };
  const onEvent = (event: PredictEvent): void => {
    context.event(event);
  };
  const records = await (names === undefined
    ? predictFiles(request, onEvent)
    : predictProbabilities(request, names, outlinesByImage(inspected), onEvent));
  return { images: records.length, ng: records.filter(({ verdict }) => verdict === 'ng').length };
});

type Tell = (event: PredictEvent) => void;

function predictFiles(request: PredictRequest, tell: Tell): Promise<PredictionRecord[]> {
  let score = 0;
  return predict({
    ...request,
    onProbabilities: (probabilities, region) => {
      score = pictureScore(probabilities, region);
    },
    onRecord: (image, stem, record) => {
      tell({ image, stem, file: null, score, record });
    },
  });
}

async function predictProbabilities(
  request: PredictRequest,
  names: readonly string[],
  outlinesOf: ReadonlyMap<number, Outlines>,
  tell: Tell,
): Promise<PredictionRecord[]> {
  const { images, outDir, beforeEach, onProgress } = request;
  if (names.length !== images.length) throw unequal(names.length, images.length);
  const records: PredictionRecord[] = [];
  for (const [index, image] of images.entries()) {
    await beforeEach?.();
    const picture = await readPictureWithin(image, outlinesOf.get(index) ?? null);
    const { probabilities, record } = await predictPicture(image, picture, request);
    const file = path.join(outDir, names[index] + PROBABILITIES_ENDING);
    await writeProbabilities(file, probabilities);
    records.push(record);
    tell({ image, stem: names[index], file, score: pictureScore(probabilities, picture.region), record });
    onProgress(index + 1, images.length);
  }
  return records;
}

type Outlines = PredictPayload['inspected'][number]['outlines'];

function outlinesByImage(inspected: PredictPayload['inspected']): Map<number, Outlines> {
  return new Map(
    inspected.flatMap(({ outlines, images }) => images.map((image): [number, Outlines] => [image, outlines])),
  );
}

async function readPictureWithin(file: string, outlines: Outlines | null): Promise<Picture> {
  const picture = await readPicture(file, null);
  if (outlines === null) return picture;
  const { width, height } = picture.image;
  return { ...picture, region: inspectedPixels(outlines, width, height) };
}

function unequal(names: number, images: number): BlemishError {
  return new BlemishError('input', {
    problem: `${names} names were given for ${images} pictures`,
    remedy: 'Give one for each',
  });
}
