import { z } from 'zod';
import type { JobKind } from '../../app/domain/job.ts';
import type { JobDefinition } from '../../main/jobs/job-handler.ts';

const payloadSchema = z.strictObject({
  act: z.enum([
    'count',
    'work',
    'refuse',
    'throw',
    'exit',
    'abort',
    'die',
    'hang',
    'hoard',
    'babble',
    'lie-event',
    'lie-result',
    'stubborn',
    'rise',
  ]),
  /** How far to count. */
  to: z.int().default(0),
  /** Where a count is kept. */
  file: z.string().default(''),
});

export type OddPayload = z.input<typeof payloadSchema>;

const eventSchema = z.strictObject({ n: z.number(), pid: z.number() });

export type OddEvent = z.infer<typeof eventSchema>;

/** A job that does what a job should never do, or just counts. */
export function oddJob(
  kind: JobKind,
  changes: Partial<JobDefinition<unknown, OddEvent, number>> = {},
): JobDefinition<unknown, OddEvent, number> {
  return {
    kind,
    script: new URL('./odd-worker.ts', import.meta.url),
    payload: payloadSchema,
    event: eventSchema,
    result: z.number(),
    isHeavy: () => kind === 'train',
    resumable: kind === 'train',
    silenceMs: 60_000,
    ...changes,
  };
}

export const oddPayloadSchema = payloadSchema;
