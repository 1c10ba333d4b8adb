import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Scale } from '../../app/mask/component-shape.ts';
import { predictInstances } from '../../app/metrics/operating-point.ts';
import { decodeImage } from '../../native-models/data/decode-image.ts';
import { toRaster } from '../../native-models/data/input-mapping.ts';
import type { Engine } from '../../native-models/engines/engine.ts';
import { outputStems } from '../../native-models/inference/output-stems.ts';
import { predictionRecord, type PredictionRecord } from '../../native-models/inference/prediction-record.ts';
import { writePrediction } from '../../native-models/inference/write-prediction.ts';
import { loadModel, type LoadedModel } from '../../native-models/weights/load-model.ts';
import { pointsByClass } from './evaluate.ts';
import { namingFile } from './name-file.ts';

export interface PredictRequest {
  readonly modelDir: string;
  readonly outDir: string;
  readonly images: readonly string[];
  readonly engine: Engine;
  /** Gives sizes in mm. */
  readonly scale: Scale | null;
  readonly onProgress: (done: number, total: number) => void;
}

/** Writes a label map, an overlay and a record for each picture. */
export async function predict(request: PredictRequest): Promise<PredictionRecord[]> {
  const { images, outDir, engine } = request;
  const stems = outputStems(images, outDir);
  const model = await loadModel(request.modelDir, engine);
  await mkdir(outDir, { recursive: true });
  const records: PredictionRecord[] = [];
  for (const [index, file] of images.entries()) {
    records.push(await predictOne(file, stems[index], model, request));
    request.onProgress(index + 1, images.length);
  }
  return records;
}

async function predictOne(
  file: string,
  stem: string,
  { card, predict: run }: LoadedModel,
  { modelDir, outDir, engine, scale }: PredictRequest,
): Promise<PredictionRecord> {
  const image = await decodeImage(file);
  const start = performance.now();
  const measured = scale === null ? {} : { scale };
  const probabilities = await namingFile(file, () => run(image));
  const prediction = predictInstances(probabilities, {
    operatingPoints: pointsByClass(card),
    ...measured,
  });
  const record = predictionRecord(prediction, {
    image: path.basename(file),
    model: { id: card.id, name: path.basename(path.resolve(modelDir)) },
    device: engine.abilities.description,
    classes: card.classes,
    operatingPoints: card.operatingPoints,
    ...measured,
    durationMs: performance.now() - start,
  });
  await writePrediction(outDir, stem, { picture: toRaster(image, card.mapping), prediction, record });
  return record;
}
