import path from 'node:path';
import type { InstancePrediction } from '../../app/metrics/operating-point.ts';
import type { Raster } from '../data/raster.ts';
import { writeFileAtomically } from '../files/write-atomic.ts';
import { encodeLabelMap } from './encode-label-map.ts';
import { OUTPUT_ENDINGS } from './output-stems.ts';
import { drawOverlay } from './overlay/overlay.ts';
import type { PredictionRecord } from './prediction-record.ts';

export interface PredictionOutput {
  /** The picture as it is to be shown, values 0..1. */
  readonly picture: Raster;
  readonly prediction: InstancePrediction;
  readonly record: PredictionRecord;
}

/** Where a prediction was written. */
export type PredictionFiles = Readonly<Record<keyof typeof OUTPUT_ENDINGS, string>>;

/**
 * Writes what was found in one picture into an existing folder: the label map as indexed PNG, an overlay to look at
 * and the record as JSON. The record comes last: where it is, the others are.
 *
 * @throws {BlemishError} as `writeFileAtomically`.
 */
export async function writePrediction(
  folder: string,
  stem: string,
  { picture, prediction, record }: PredictionOutput,
): Promise<PredictionFiles> {
  const fileOf = (ending: string): string => path.join(folder, stem + ending);
  const files = {
    labels: fileOf(OUTPUT_ENDINGS.labels),
    overlay: fileOf(OUTPUT_ENDINGS.overlay),
    record: fileOf(OUTPUT_ENDINGS.record),
  };
  await writeFileAtomically(files.labels, encodeLabelMap(prediction.labels));
  await writeFileAtomically(files.overlay, await drawOverlay(picture, prediction, record.classes));
  await writeFileAtomically(files.record, `${JSON.stringify(record, null, 2)}\n`);
  return files;
}
