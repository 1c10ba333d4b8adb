import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Scale } from '../../app/mask/component-shape.ts';
import { outsideRegionIgnored } from '../../app/mask/region.ts';
import {
  predictInstances,
  type ClassProbabilities,
  type InstancePrediction,
} from '../../app/metrics/operating-point.ts';
import { decodeImage, type DecodedImage } from '../../native-models/data/decode-image.ts';
import { toRaster } from '../../native-models/data/input-mapping.ts';
import { readAhead } from '../../native-models/data/read-ahead.ts';
import { readRegion } from '../../native-models/data/region-file.ts';
import type { Engine } from '../../native-models/engines/engine.ts';
import { outputStems } from '../../native-models/inference/output-stems.ts';
import { predictionRecord, type PredictionRecord } from '../../native-models/inference/prediction-record.ts';
import { writePrediction } from '../../native-models/inference/write-prediction.ts';
import type { LoadedModel } from '../../native-models/weights/load-model.ts';
import { pointsByClass } from './evaluate.ts';
import { namingFile } from './name-file.ts';
import { regionFile } from './region-for-picture.ts';

export interface PredictRequest {
  readonly model: LoadedModel;
  /** As records name the model. */
  readonly modelName: string;
  readonly outDir: string;
  readonly images: readonly string[];
  readonly engine: Engine;
  /** Gives sizes in mm. */
  readonly scale: Scale | null;
  /** Picture of what to inspect, or folder with one for each picture; null: everything. */
  readonly regions: string | null;
  readonly onProgress: (done: number, total: number) => void;
  /** Waited for before each picture; ends the work where it rejects. */
  readonly beforeEach?: () => Promise<void>;
  /** Told of each picture once its files are written, under this stem. */
  readonly onRecord?: (image: string, stem: string, record: PredictionRecord) => void;
  /** Told of each picture's probabilities, which are not kept. */
  readonly onProbabilities?: (probabilities: ClassProbabilities, region: Uint8Array | undefined) => void;
}

/** Writes a label map, an overlay and a record for each picture. */
export async function predict(request: PredictRequest): Promise<PredictionRecord[]> {
  const { images, outDir, model } = request;
  const stems = outputStems(images, outDir);
  await mkdir(outDir, { recursive: true });
  const records: PredictionRecord[] = [];
  const read = (file: string): Promise<Picture> => readPicture(file, request.regions);
  for await (const [file, picture] of readAhead(images, read)) {
    await request.beforeEach?.();
    const stem = stems[records.length];
    const { prediction, record } = await predictPicture(file, picture, request);
    const raster = toRaster(picture.image, model.card.mapping);
    await writePrediction(outDir, stem, { picture: raster, prediction, record });
    records.push(record);
    request.onRecord?.(file, stem, record);
    request.onProgress(records.length, images.length);
  }
  return records;
}

/** A picture, and where it is inspected. */
export interface Picture {
  readonly image: DecodedImage;
  /** `width * height`, 1 = inspected; undefined: everything. */
  readonly region: Uint8Array | undefined;
}

export async function readPicture(file: string, regions: string | null): Promise<Picture> {
  const image = await decodeImage(file);
  if (regions === null) return { image, region: undefined };
  return { image, region: (await readRegion(regionFile(regions, file), image)).region };
}

/** All that a model says of one picture. */
export interface PredictedPicture {
  readonly probabilities: ClassProbabilities;
  readonly prediction: InstancePrediction;
  readonly record: PredictionRecord;
}

export async function predictPicture(
  file: string,
  { image, region }: Picture,
  request: Pick<PredictRequest, 'model' | 'modelName' | 'engine' | 'scale' | 'onProbabilities'>,
): Promise<PredictedPicture> {
  const { engine, scale, modelName } = request;
  const { card, predict: run } = request.model;
  const start = performance.now();
  const measured = scale === null ? {} : { scale };
  const probabilities = await namingFile(file, () => run(image));
  request.onProbabilities?.(probabilities, region);
  const found = predictInstances(probabilities, {
    operatingPoints: pointsByClass(card),
    ...(region && { region }),
    ...measured,
  });
  const prediction = region ? { ...found, labels: outsideRegionIgnored(found.labels, region) } : found;
  const record = predictionRecord(prediction, {
    image: path.basename(file),
    model: { id: card.id, name: modelName },
    device: engine.abilities.description,
    classes: card.classes,
    operatingPoints: card.operatingPoints,
    ...measured,
    durationMs: performance.now() - start,
  });
  return { probabilities, prediction, record };
}
