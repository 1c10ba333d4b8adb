import path from 'node:path';
import { BlemishError } from '../../app/domain/errors.ts';
import { chooseEngine, defaultThreads } from '../../native-models/engines/choose-device.ts';
import type { PredictionRecord } from '../../native-models/inference/prediction-record.ts';
import { PROBABILITIES_ENDING, writeProbabilities } from '../../native-models/inference/probability-file.ts';
import { loadModel } from '../../native-models/weights/load-model.ts';
import { predict, predictPicture, type PredictRequest } from '../services/predict.ts';
import { pictureScore } from '../services/propose.ts';
import { type PredictEvent, predictJob } from './predict-job.ts';
import { serveJob } from './serve-job.ts';

serveJob(predictJob, async ({ modelDir, images, names, outDir, scale, device, threads }, context) => {
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
    : predictProbabilities(request, names, onEvent));
  return { images: records.length, ng: records.filter(({ verdict }) => verdict === 'ng').length };
});

type Tell = (event: PredictEvent) => void;

function predictFiles(request: PredictRequest, tell: Tell): Promise<PredictionRecord[]> {
  let score = 0;
  return predict({
    ...request,
    onProbabilities: (probabilities) => {
      score = pictureScore(probabilities);
    },
    onRecord: (image, stem, record) => {
      tell({ image, stem, file: null, score, record });
    },
  });
}

async function predictProbabilities(
  request: PredictRequest,
  names: readonly string[],
  tell: Tell,
): Promise<PredictionRecord[]> {
  const { images, outDir, beforeEach, onProgress } = request;
  if (names.length !== images.length) throw unequal(names.length, images.length);
  const records: PredictionRecord[] = [];
  for (const [index, image] of images.entries()) {
    await beforeEach?.();
    const { probabilities, record } = await predictPicture(image, request);
    const file = path.join(outDir, names[index] + PROBABILITIES_ENDING);
    await writeProbabilities(file, probabilities);
    records.push(record);
    tell({ image, stem: names[index], file, score: pictureScore(probabilities), record });
    onProgress(index + 1, images.length);
  }
  return records;
}

function unequal(names: number, images: number): BlemishError {
  return new BlemishError('input', {
    problem: `${names} names were given for ${images} pictures`,
    remedy: 'Give one for each',
  });
}
