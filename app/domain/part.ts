import { z } from 'zod';
import { idSchema, nameSchema } from './identifier.ts';

/** A workpiece; its images are views of one thing and never divided between subsets. */
export const partSchema = z.strictObject({
  id: idSchema,
  name: nameSchema,
  /** What it was made with; null where that is not known. */
  lot: nameSchema.nullable(),
  /** What an inspector said of the workpiece itself: it overrides what rules make of its labels. */
  verdict: z.enum(['ok', 'ng']).nullable(),
});

export type Part = Readonly<z.infer<typeof partSchema>>;
