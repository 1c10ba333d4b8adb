import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { idSchema, timeSchema } from '../domain/identifier.ts';
import { JOB_KINDS, JOB_STATES, type Job } from '../domain/job.ts';
import { procedure } from './errors.ts';

const one = z.strictObject({ jobId: idSchema });

const jobSchema: z.ZodType<Job> = z.strictObject({
  id: idSchema,
  kind: z.enum(JOB_KINDS),
  state: z.enum(JOB_STATES),
  priority: z.number(),
  payload: z.unknown(),
  progress: z
    .strictObject({
      done: z.number(),
      total: z.number(),
      secondsLeft: z.number().nullable(),
      doing: z.string(),
    })
    .nullable(),
  attempts: z.int(),
  failure: z
    .strictObject({
      code: z.string(),
      subject: z.string().nullable(),
      problem: z.string(),
      remedy: z.string().nullable(),
      log: z.string(),
    })
    .nullable(),
  result: z.unknown(),
  createdAt: timeSchema,
  startedAt: timeSchema.nullable(),
  finishedAt: timeSchema.nullable(),
});

/** Heavy work, in processes of its own. The procedures that start it belong to their subjects. */
export const jobs = {
  /** The higher priority first, of equal ones the older. */
  list: procedure
    .input(z.strictObject({ states: z.array(z.enum(JOB_STATES)).min(1) }))
    .output(z.array(jobSchema)),
  find: procedure.input(one).output(jobSchema),
  /** The job stands still after what is at hand; `watch` then says so. */
  pause: procedure.input(one).output(z.void()),
  resume: procedure.input(one).output(z.void()),
  /** A running job saves what it can and ends; `watch` then says so. */
  cancel: procedure.input(one).output(z.void()),
  /** Puts a job that failed or was cancelled back into its place. */
  retry: procedure.input(one).output(z.void()),
  /** How jobs stand: those that wait or run at once, then each change; states between may be passed over. */
  watch: procedure.output(eventIterator(jobSchema)),
};
