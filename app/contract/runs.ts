import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { idSchema, nameSchema, timeSchema } from '../domain/identifier.ts';
import { checkpointSchema, runSchema } from '../domain/run.ts';
import { meansFields } from './computing.ts';
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
  /**
   * Begins a training on the labels as they are now: its run, which names its job. The settings are YAML as
   * `train --config` takes it; what they leave out is the default's.
   */
  train: procedure
    .input(
      z.strictObject({
        /** Null for a name of its number. */
        name: nameSchema.nullable(),
        /** Null for the newest. */
        splitId: idSchema.nullable(),
        settings: z.string(),
        ...meansFields,
        /** Instead of the epochs of the settings; null for those. */
        minutes: z.number().positive().nullable(),
      }),
    )
    .output(runSchema),
  /** Goes on with a run that was stopped or failed, from its last checkpoint and with the labels it began with. */
  resume: procedure
    .input(one.extend({ ...meansFields, minutes: z.number().positive().nullable() }))
    .output(runSchema),
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
