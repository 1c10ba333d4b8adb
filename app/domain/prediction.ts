import { z } from 'zod';
import { idSchema, timeSchema } from './identifier.ts';
import { contentHashSchema } from './image.ts';

/** What a run found in an image. */
export const predictionSchema = z.strictObject({
  id: idSchema,
  runId: idSchema,
  imageId: idSchema,
  /** Of the image that was predicted: one that changed since needs predicting again. */
  imageHash: contentHashSchema,
  /** Class probabilities, from the project's folder. */
  path: z.string().min(1),
  /** How sure the model is that the image shows a defect, 0..1. */
  score: z.number().min(0).max(1),
  /** How unsure it is of its pixels, 0..1, larger = less sure; null where that was not measured. */
  uncertainty: z.number().min(0).max(1).nullable(),
  /** Its instances at the run's operating point. */
  instances: z.json(),
  madeAt: timeSchema,
});

export type Prediction = Readonly<z.infer<typeof predictionSchema>>;
