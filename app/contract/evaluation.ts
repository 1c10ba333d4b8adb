import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { evaluationSchema } from '../domain/evaluation.ts';
import { idSchema } from '../domain/identifier.ts';
import { subsetSchema } from '../domain/split.ts';
import { acceptanceRuleSchema } from '../metrics/decisions/acceptance-rule.ts';
import { meansFields } from './computing.ts';
import { procedure } from './errors.ts';

const one = z.strictObject({ evaluationId: idSchema });

const evaluatedImageSchema = z.strictObject({
  imageId: z.string(),
  annotationId: z.string().nullable(),
  revision: z.int(),
  counts: z.json(),
});

/** How good runs are, and what a part may not show. */
export const evaluation = {
  /** The newest first. */
  ofRun: procedure.input(z.strictObject({ runId: idSchema })).output(z.array(evaluationSchema)),
  find: procedure.input(one).output(evaluationSchema),
  /** Scores a run on a subset of the split that it learnt from: the id of the job. */
  evaluate: procedure
    .input(
      z.strictObject({
        runId: idSchema,
        subset: subsetSchema,
        /** px, of the boundary-tolerant IoU. */
        tolerancePx: z.number().nonnegative(),
        ...meansFields,
      }),
    )
    .output(idSchema),
  /** What each image adds, in pieces. */
  images: procedure.input(one).output(eventIterator(z.array(evaluatedImageSchema))),
  /** Whether all labels are still those that it judged by. */
  isUpToDate: procedure.input(one).output(z.boolean()),
  rules: procedure.output(z.array(acceptanceRuleSchema)),
  /** These, and no others, from now on. */
  setRules: procedure.input(z.strictObject({ rules: z.array(acceptanceRuleSchema) })).output(z.void()),
};
