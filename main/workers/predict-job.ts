import { z } from 'zod';
import { regionSchema } from '../../app/domain/region.ts';
import { predictionRecordSchema } from '../../native-models/inference/prediction-record.ts';
import type { JobDefinition } from '../jobs/job-handler.ts';
import { LONG_PIECE_MS, deviceFields, mayUseGpu, scaleField } from './device-fields.ts';

const payloadSchema = z.strictObject({
  modelDir: z.string(),
  images: z.array(z.string()).min(1),
  outDir: z.string(),
  /**
   * Names for each picture's class probabilities, which are all that is written then; otherwise a label map, an overlay
   * and a record of each are, under its own name.
   */
  names: z.array(z.string().regex(/^[\w-]+$/)).optional(),
  scale: scaleField,
  /** Picture of what to inspect, or folder with one for each picture; null: everything. Of pictures without names. */
  regions: z.string().nullable(),
  /** What to inspect of named pictures, by their places in `images`; of the others everything. */
  inspected: z
    .array(
      z.strictObject({
        outlines: z.array(regionSchema.shape.rings),
        images: z.array(z.int().nonnegative()),
      }),
    )
    .default([]),
  ...deviceFields,
});

const eventSchema = z.strictObject({
  /** As the payload names it. */
  image: z.string(),
  /** Of the files in `outDir`. */
  stem: z.string(),
  /** Its class probabilities, where they are written. */
  file: z.string().nullable(),
  /** How likely it shows a defect, 0..1. */
  score: z.number().min(0).max(1),
  record: predictionRecordSchema,
});

const resultSchema = z.strictObject({ images: z.int().nonnegative(), ng: z.int().nonnegative() });

export type PredictPayload = z.infer<typeof payloadSchema>;
/** As it is given to the queue. */
export type NewPredictPayload = z.input<typeof payloadSchema>;
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
