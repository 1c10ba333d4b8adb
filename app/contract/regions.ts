import { z } from 'zod';
import { idSchema } from '../domain/identifier.ts';
import { regionSchema } from '../domain/region.ts';
import { procedure } from './errors.ts';

/** What to inspect, and zones of it. */
export const regions = {
  list: procedure.output(z.array(regionSchema)),
  /** Those that count for an image. */
  ofImage: procedure.input(z.strictObject({ imageId: idSchema })).output(z.array(regionSchema)),
  add: procedure.input(regionSchema.omit({ id: true })).output(regionSchema),
  remove: procedure.input(z.strictObject({ regionId: idSchema })).output(z.void()),
};
