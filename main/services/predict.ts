import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Scale } from '../../app/mask/component-shape.ts';
import {
  predictInstances,
  type ClassProbabilities,
  type InstancePrediction,
} from '../../app/metrics/operating-point.ts';
import { type DecodedImage, decodeImage } from '../../native-models/data/decode-image.ts';
import { toRaster } from '../../native-models/data/input-mapping.ts';
import type { Engine } from '../../native-models/engines/engine.ts';
import { outputStems } from '../../native-models/inference/output-stems.ts';
import { predictionRecord, type PredictionRecord } from '../../native-models/inference/prediction-record.ts';
import { writePrediction } from '../../native-models/inference/write-prediction.ts';
import type { LoadedModel } from '../../native-models/weights/load-model.ts';
import { pointsByClass } from './evaluate.ts';
import { namingFile } from './name-file.ts';

export interface PredictRequest {
  readonly model: LoadedModel;
  /** As records name the model. */
  readonly modelName: string;
  readonly outDir: string;
  readonly images: readonly string[];
  readonly engine: Engine;
  /** Gives sizes in mm. */
  readonly scale: Scale | null;
  readonly onProgress: (done: number, total: number) => void;
  /** Waited for before each picture; ends the work where it rejects. */
  readonly beforeEach?: () => Promise<void>;
  /** Told of each picture once its files are written, under this stem. */
  readonly onRecord?: (image: string, stem: string, record: PredictionRecord) => void;
  /** Told of each picture's probabilities, which are not kept. */
  readonly onProbabilities?: (probabilities: ClassProbabilities) => void;
}

/** Writes a label map, an overlay and a record for each picture. */
export async function predict(request: PredictRequest): Promise<PredictionRecord[]> {
  const { images, outDir, model } = request;
  const stems = outputStems(images, outDir);
  await mkdir(outDir, { recursive: true });
  const records: PredictionRecord[] = [];
  for (const [index, file] of images.entries()) {
    await request.beforeEach?.();
    const { image, prediction, record } = await predictPicture(file, request);
    const picture = toRaster(image, model.card.mapping);
    await writePrediction(outDir, stems[index], { picture, prediction, record });
    records.push(record);
    request.onRecord?.(file, stems[index], record);
    request.onProgress(index + 1, images.length);
  }
  return records;
}

/** All that a model says of one picture. */
export interface PredictedPicture {
  readonly image: DecodedImage;
  readonly probabilities: ClassProbabilities;
  readonly prediction: InstancePrediction;
  readonly record: PredictionRecord;
}

export async function predictPicture(
  file: string,
  request: Pick<PredictRequest, 'model' | 'modelName' | 'engine' | 'scale' | 'onProbabilities'>,
): Promise<PredictedPicture> {
  const { engine, scale, modelName } = request;
  const { card, predict: run } = request.model;
  const image = await decodeImage(file);
  const start = performance.now();
  const measured = scale === null ? {} : { scale };
  const probabilities = await namingFile(file, () => run(image));
  request.onProbabilities?.(probabilities);
  const prediction = predictInstances(probabilities, {
    operatingPoints: pointsByClass(card),
    ...measured,
  });
  const record = predictionRecord(prediction, {
    image: path.basename(file),
    model: { id: card.id, name: modelName },
    device: engine.abilities.description,
    classes: card.classes,
    operatingPoints: card.operatingPoints,
    ...measured,
    durationMs: performance.now() - start,
  });
  return { image, probabilities, prediction, record };
}
