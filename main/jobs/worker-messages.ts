import { z } from 'zod';
import { failureSchema } from './worker-failure.ts';

/** All that a host and a worker say to each other. Either side reads with these schemas and trusts nothing else. */

const progressSchema = z.strictObject({
  done: z.number().nonnegative(),
  /** 0 while it cannot be told. */
  total: z.number().nonnegative(),
  /** s */
  secondsLeft: z.number().nonnegative().nullable(),
  doing: z.string(),
});

const startSchema = z.strictObject({
  type: z.literal('start'),
  job: z.string(),
  /** As the schema of the job's kind has it. */
  payload: z.unknown(),
  /** How often the worker is to say that it lives, ms. */
  heartbeatMs: z.number().positive(),
});

export const hostMessageSchema = z.discriminatedUnion('type', [
  startSchema,
  /** Stand still, go on, or end after what is at hand. */
  z.strictObject({ type: z.literal(['pause', 'resume', 'cancel']) }),
  /** The last word has arrived: the process may go. */
  z.strictObject({ type: z.literal('end') }),
]);

export type HostMessage = z.infer<typeof hostMessageSchema>;
export type StartMessage = z.infer<typeof startSchema>;

export const workerMessageSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('ready') }),
  z.strictObject({ type: z.literal('heartbeat') }),
  z.strictObject({
    type: z.literal('report'),
    /** The newest, if there was any since the last report. */
    progress: progressSchema.nullable(),
    /** All since the last report, in order; each as the schema of the job's kind has it. */
    events: z.array(z.unknown()),
  }),
  z.strictObject({ type: z.literal(['paused', 'resumed']) }),
  /** The last word is one of these. */
  z.strictObject({ type: z.literal('done'), result: z.unknown() }),
  z.strictObject({ type: z.literal('cancelled') }),
  z.strictObject({ type: z.literal('failed'), failure: failureSchema }),
]);

export type WorkerMessage = z.infer<typeof workerMessageSchema>;
