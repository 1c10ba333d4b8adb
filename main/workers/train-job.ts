import { z } from 'zod';
import { trainingSettingsSchema } from '../../app/settings/training-settings.ts';
import type { TrainingEvent, TrainingSummary } from '../../native-models/training/events.ts';
import type { JobDefinition } from '../jobs/job-handler.ts';
import { folderFields, listFields } from './dataset-fields.ts';
import { LONG_PIECE_MS, deviceFields } from './device-fields.ts';

const fields = {
  settings: trainingSettingsSchema,
  /** The run's folder: new, or one whose run this job began. */
  outDir: z.string(),
  ...deviceFields,
  /** Instead of the epochs of the settings: as many steps as fit into this time. */
  minutes: z.number().positive().nullable(),
  /** Go on with a run in `outDir` that another job or the command line began and did not finish. */
  resume: z.boolean(),
};

const payloadSchema = z.union([
  z.strictObject({ ...folderFields, ...fields }),
  z.strictObject({ ...listFields, ...fields }),
]);

export type TrainPayload = z.infer<typeof payloadSchema>;

/** A loss or a norm may be NaN or infinite: under mixed precision such a step counts for nothing. */
const measured = z.custom<number>((value) => typeof value === 'number', 'not a number');
const count = z.int().nonnegative();

const labelMapSchema = z
  .strictObject({
    width: z.int().positive(),
    height: z.int().positive(),
    data: z.instanceof(Uint8Array),
  })
  .refine(({ width, height, data }) => data.length === width * height, 'not a class id for each pixel');

const eventSchema: z.ZodType<TrainingEvent> = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('note'), text: z.string() }),
  z.strictObject({
    type: z.literal('start'),
    plan: z.strictObject({ stepsPerEpoch: count, epochs: count, totalSteps: count }),
    device: z.string(),
    step: count,
  }),
  z.strictObject({
    type: z.literal('step'),
    step: count,
    epoch: z.number(),
    loss: measured,
    learningRate: z.number(),
    gradientNorm: measured.nullable(),
    secondsLeft: measured,
  }),
  z.strictObject({
    type: z.literal('validation'),
    epoch: count,
    miou: z.number(),
    defectIou: z.number().nullable(),
    best: z.boolean(),
  }),
  z.strictObject({
    type: z.literal('samples'),
    epoch: count,
    samples: z.array(z.strictObject({ name: z.string(), truth: labelMapSchema, prediction: labelMapSchema })),
  }),
  z.strictObject({ type: z.literal('epoch'), epoch: count, loss: measured, dataWaitShare: z.number() }),
  z.strictObject({ type: z.literal(['paused', 'resumed', 'saved']), step: count }),
]);

const resultSchema: z.ZodType<TrainingSummary> = z.strictObject({
  steps: count,
  epochs: count,
  finished: z.boolean(),
  imagesPerSecond: z.number(),
  dataWaitShare: z.number(),
  bestEpoch: count,
  bestValMiou: z.number().nullable(),
  peakRssMb: z.number(),
});

/**
 * Learns from a data set. A step after the last checkpoint is told again when a run goes on from it, with
 * the same numbers.
 */
export const trainJob: JobDefinition<TrainPayload, TrainingEvent, TrainingSummary> = {
  kind: 'train',
  script: new URL('./train.ts', import.meta.url),
  payload: payloadSchema,
  event: eventSchema,
  result: resultSchema,
  isHeavy: () => true,
  resumable: true,
  silenceMs: LONG_PIECE_MS,
};
