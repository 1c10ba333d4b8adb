import { z } from 'zod';
import type { JobFailure } from '../../app/domain/job.ts';
import { BlemishError } from '../../app/domain/errors.ts';

export const failureSchema = z.strictObject({
  code: z.string(),
  subject: z.string().nullable(),
  problem: z.string(),
  remedy: z.string().nullable(),
});

/** Why a job failed, without the log that the host adds. */
export type Failure = Omit<JobFailure, 'log'>;

/** A message or what it holds is not what its schema says. */
export class MisunderstoodMessage extends Error {
  constructor(what: string, cause: unknown) {
    super(what, { cause });
    this.name = 'MisunderstoodMessage';
  }
}

/** An error as a job tells it: the code of a BlemishError is its kind. */
export function failureOfError(error: unknown): Failure {
  if (error instanceof BlemishError) {
    const { kind, subject = null, problem, remedy } = error;
    return { code: kind, subject, problem, remedy };
  }
  if (error instanceof MisunderstoodMessage) {
    return failure('protocol', `its process sent ${error.message} that cannot be understood`, REPORT);
  }
  return failure('internal', error instanceof Error ? error.message : String(error), REPORT);
}

const REPORT = 'Please report this with the log';

export function failure(code: string, problem: string, remedy: string): Failure {
  return { code, subject: null, problem, remedy };
}
