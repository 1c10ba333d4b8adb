import { z } from 'zod';
import { idSchema, personSchema, timeSchema } from './identifier.ts';

export const VERDICTS = ['good', 'defect', 'unsure', 'label-wrong'] as const;

/** What a reviewer said of an image; the newest of a reviewer counts. */
export const verdictSchema = z.strictObject({
  id: idSchema,
  imageId: idSchema,
  /** The run whose prediction was looked at; null where there was none. */
  runId: idSchema.nullable(),
  reviewer: personSchema,
  verdict: z.enum(VERDICTS),
  note: z.string().max(10_000),
  givenAt: timeSchema,
});

export type Verdict = Readonly<z.infer<typeof verdictSchema>>;
