import { z } from 'zod';
import { idSchema, timeSchema } from './identifier.ts';
import { subsetSchema } from './split.ts';

/** The scores of a run on a subset. */
export const evaluationSchema = z.strictObject({
  id: idSchema,
  runId: idSchema,
  splitId: idSchema,
  subset: subsetSchema,
  /** Tolerances, operating points, rules: what the scores were measured with. */
  settings: z.json(),
  scores: z.json(),
  madeAt: timeSchema,
});

export type Evaluation = Readonly<z.infer<typeof evaluationSchema>>;

/** What one image adds to an evaluation: scores of any selection are sums of these. */
export interface EvaluatedImage {
  readonly imageId: string;
  /** The labels it was judged by; null for an image without any. */
  readonly annotationId: string | null;
  /** Of those labels: others since make the counts out of date. */
  readonly revision: number;
  readonly counts: z.infer<ReturnType<typeof z.json>>;
}
