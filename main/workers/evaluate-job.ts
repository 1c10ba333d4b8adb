import { z } from 'zod';
import type { JobDefinition } from '../jobs/job-handler.ts';
import { folderFields, listFields } from './dataset-fields.ts';
import { LONG_PIECE_MS, deviceFields, mayUseGpu, scaleField } from './device-fields.ts';

const fields = {
  modelDir: z.string(),
  subset: z.enum(['train', 'val', 'test']),
  /** px, of the boundary-tolerant IoU. */
  tolerancePx: z.number().nonnegative(),
  scale: scaleField,
  ...deviceFields,
};

const payloadSchema = z.union([
  z.strictObject({ ...folderFields, ...fields }),
  z.strictObject({ ...listFields, ...fields }),
]);

const counts = z.array(z.number().nonnegative());

const eventSchema = z.strictObject({
  /** As the split file or the list names it. */
  image: z.string(),
  part: z.string().nullable(),
  defective: z.boolean(),
  rejected: z.boolean(),
  touched: z.boolean(),
  /** How sure the model is that it shows a defect, 0..1. */
  score: z.number(),
  /** `[classes, classes]` in px: rows are the truth, columns the prediction. */
  confusion: counts,
  /** By class id - 1; by size bin. */
  detections: z.array(
    z.strictObject({
      truths: counts,
      found: counts,
      falseCalls: counts,
      merges: z.number(),
      splits: z.number(),
    }),
  ),
});

const resultSchema = z.strictObject({
  images: z.int().nonnegative(),
  /** As `evaluate --json` prints them. */
  scores: z.record(z.string(), z.json()),
});

export type EvaluatePayload = z.infer<typeof payloadSchema>;
/** What one picture adds to the scores. */
export type EvaluateEvent = z.infer<typeof eventSchema>;
export type EvaluateResult = z.infer<typeof resultSchema>;

/** Scores a model on one subset, each picture an event. */
export const evaluateJob: JobDefinition<EvaluatePayload, EvaluateEvent, EvaluateResult> = {
  kind: 'evaluate',
  script: new URL('./evaluate.ts', import.meta.url),
  payload: payloadSchema,
  event: eventSchema,
  result: resultSchema,
  isHeavy: mayUseGpu,
  resumable: false,
  silenceMs: LONG_PIECE_MS,
};
