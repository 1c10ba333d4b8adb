import { z } from 'zod';
import { idSchema, nameSchema, timeSchema } from './identifier.ts';
import { scaleSchema } from './scale.ts';

export const projectSchema = z.strictObject({
  id: idSchema,
  name: nameSchema,
  createdAt: timeSchema,
  /** Of every image that has none of its own; null where it is not known. */
  scale: scaleSchema.nullable(),
});

export type Project = Readonly<z.infer<typeof projectSchema>>;
