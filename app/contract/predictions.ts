import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { idSchema } from '../domain/identifier.ts';
import { imageFilterSchema } from '../domain/image-query.ts';
import { predictionSchema } from '../domain/prediction.ts';
import { meansFields } from './computing.ts';
import { procedure } from './errors.ts';

/** What runs found in images. */
export const predictions = {
  /** By image, in pieces. */
  ofRun: procedure
    .input(z.strictObject({ runId: idSchema }))
    .output(eventIterator(z.array(predictionSchema))),
  /** The newest run first. */
  ofImage: procedure.input(z.strictObject({ imageId: idSchema })).output(z.array(predictionSchema)),
  find: procedure.input(z.strictObject({ runId: idSchema, imageId: idSchema })).output(predictionSchema),
  /** Predicts all images that a filter leaves: the ids of the jobs, one for each scale of the images. */
  predict: procedure
    .input(z.strictObject({ runId: idSchema, filter: imageFilterSchema, ...meansFields }))
    .output(z.array(idSchema)),
};
