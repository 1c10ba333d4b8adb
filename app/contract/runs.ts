import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { idSchema, nameSchema, timeSchema } from '../domain/identifier.ts';
import { checkpointSchema, runSchema } from '../domain/run.ts';
import { procedure } from './errors.ts';

const one = z.strictObject({ runId: idSchema });

const metricSchema = z.strictObject({
  step: z.int().nonnegative(),
  /** Whole and part epochs done. */
  epoch: z.number(),
  name: z.string(),
  /** Null where the number was not finite. */
  value: z.number().nullable(),
  at: timeSchema,
});

/** Trainings, what they measured, and what they saved. */
export const runs = {
  /** The newest first. */
  list: procedure.output(z.array(runSchema)),
  find: procedure.input(one).output(runSchema),
  rename: procedure.input(one.extend({ name: nameSchema })).output(z.void()),
  /** New images are predicted with this run, and no other; null: with none. */
  release: procedure.input(z.strictObject({ runId: idSchema.nullable() })).output(z.void()),
  /** The names of all curves. */
  metricNames: procedure.input(one).output(z.array(z.string())),
  /** One curve, by step. `afterStep`: only what came after it; -1 for all. */
  metrics: procedure
    .input(one.extend({ name: z.string().min(1).max(200), afterStep: z.int().min(-1) }))
    .output(z.array(metricSchema)),
  /** All curves, in pieces: what there is at once, then what comes, until the run is over. */
  watch: procedure.input(one).output(eventIterator(z.array(metricSchema))),
  checkpoints: procedure.input(one).output(z.array(checkpointSchema)),
};
