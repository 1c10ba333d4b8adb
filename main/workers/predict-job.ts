import { z } from 'zod';
import { predictionRecordSchema } from '../../native-models/inference/prediction-record.ts';
import type { JobDefinition } from '../jobs/job-handler.ts';
import { LONG_PIECE_MS, deviceFields, mayUseGpu, scaleField } from './device-fields.ts';

const payloadSchema = z.strictObject({
  modelDir: z.string(),
  images: z.array(z.string()).min(1),
  /** Label maps, overlays and records are written there. */
  outDir: z.string(),
  scale: scaleField,
  ...deviceFields,
});

const eventSchema = z.strictObject({
  /** As the payload names it. */
  image: z.string(),
  /** Of the files in `outDir`. */
  stem: z.string(),
  record: predictionRecordSchema,
});

const resultSchema = z.strictObject({ images: z.int().nonnegative(), ng: z.int().nonnegative() });

export type PredictPayload = z.infer<typeof payloadSchema>;
/** A picture whose files are written. */
export type PredictEvent = z.infer<typeof eventSchema>;
export type PredictResult = z.infer<typeof resultSchema>;

/** Predicts pictures, each of them an event. */
export const predictJob: JobDefinition<PredictPayload, PredictEvent, PredictResult> = {
  kind: 'predict',
  script: new URL('./predict.ts', import.meta.url),
  payload: payloadSchema,
  event: eventSchema,
  result: resultSchema,
  isHeavy: mayUseGpu,
  resumable: false,
  silenceMs: LONG_PIECE_MS,
};
