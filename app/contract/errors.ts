import { oc } from '@orpc/contract';
import { z } from 'zod';
import { adviceSchema } from '../domain/advice.ts';
import { readOnlyReasonSchema } from './access.ts';

/** What happened, to what, and what to do now. */
const explained = z.strictObject({
  subject: z.string().nullable(),
  problem: z.string(),
  remedy: z.string(),
  /** What the remedy is, for a client that has a way to it; null where it is said in words alone. */
  advice: adviceSchema.nullable(),
});

/** Every error of the contract: a code and its parameters, which each door puts into words (docs/contract.md). */
export const errors = {
  /** There is no such thing in the project, or no longer. */
  NOT_FOUND: { status: 404, data: z.strictObject({ what: z.string(), id: z.string() }) },
  /** The labels were changed since the revision that a change was made on. */
  STALE_BASE: {
    status: 409,
    data: z.strictObject({ annotationId: z.string(), base: z.int(), current: z.int() }),
  },
  /** The project is open to look at only. */
  READ_ONLY: { status: 403, data: z.strictObject({ file: z.string(), reason: readOnlyReasonSchema }) },
  /** No project is open. */
  NO_PROJECT: { status: 409, data: z.strictObject({}) },
  /** What was asked for cannot be done so. */
  INVALID: { status: 422, data: explained },
  /** The machine failed: the disk is full, memory ran out, another program holds a file. */
  FAILED: { status: 503, data: explained },
  /** A defect of Blemish; the host's log tells of it under this reference. */
  INTERNAL: { status: 500, data: z.strictObject({ reference: z.string() }) },
};

export type ErrorCode = keyof typeof errors;

/** What every procedure of the contract begins with. */
export const procedure = oc.errors(errors);
