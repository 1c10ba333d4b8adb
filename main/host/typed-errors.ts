import { randomUUID } from 'node:crypto';
import { ValidationError } from '@orpc/contract';
import { ORPCError } from '@orpc/server';
import type { Logger } from 'pino';
import type { z } from 'zod';
import { type ErrorCode, errors } from '../../app/contract/errors.ts';
import { BlemishError } from '../../app/domain/errors.ts';
import { MissingError } from '../../app/domain/missing-error.ts';
import { StaleBaseError } from '../../app/domain/stale-base-error.ts';
import { ReadOnlyError } from '../store/access.ts';
import { NoProjectError } from './no-project-error.ts';

export type HostLog = Pick<Logger, 'info' | 'warn' | 'error'>;

/**
 * An error as clients hear it: code and parameters of the contract. Whatever was not thrown on purpose is told to the
 * log alone, under a reference that the client gets.
 */
export function contractError(error: unknown, log: HostLog): ORPCError<ErrorCode, unknown> {
  if (error instanceof StaleBaseError) {
    const { annotationId, baseRevision: base, revision: current } = error;
    return typed('STALE_BASE', { annotationId, base, current });
  }
  if (error instanceof MissingError) return typed('NOT_FOUND', { what: error.what, id: error.id });
  if (error instanceof ReadOnlyError) return typed('READ_ONLY', { file: error.file, reason: error.reason });
  if (error instanceof NoProjectError) return typed('NO_PROJECT', {});
  if (error instanceof BlemishError) return explained(error, log);
  if (error instanceof ORPCError) return refused(error as ORPCError<string, unknown>, log);
  return internal(error, log);
}

function explained(error: BlemishError, log: HostLog): ORPCError<ErrorCode, unknown> {
  const { kind, subject = null, problem, remedy, advice = null } = error;
  switch (kind) {
    case 'usage':
    case 'input':
      return typed('INVALID', { subject, problem, remedy, advice });
    case 'resource':
    case 'numerics':
      return typed('FAILED', { subject, problem, remedy, advice });
    case 'internal':
      return internal(error, log);
  }
}

/** oRPC refuses input that is not what the contract says; any other error of its own is a defect here. */
function refused(error: ORPCError<string, unknown>, log: HostLog): ORPCError<ErrorCode, unknown> {
  if (isTyped(error)) return error;
  if (error.code !== 'BAD_REQUEST' || !(error.cause instanceof ValidationError)) return internal(error, log);
  const [issue] = error.cause.issues;
  const subject = issue.path?.map((key) => String(typeof key === 'object' ? key.key : key)).join('.') ?? null;
  return typed('INVALID', {
    subject,
    problem: issue.message,
    remedy: 'Send what the contract says',
    advice: null,
  });
}

function isTyped(error: ORPCError<string, unknown>): error is ORPCError<ErrorCode, unknown> {
  return error.defined && error.code in errors;
}

function internal(error: unknown, log: HostLog): ORPCError<ErrorCode, unknown> {
  const reference = randomUUID();
  log.error({ reference, err: error }, 'a request failed');
  return typed('INTERNAL', { reference });
}

function typed<Code extends ErrorCode>(
  code: Code,
  data: z.input<(typeof errors)[Code]['data']>,
): ORPCError<ErrorCode, unknown> {
  return new ORPCError(code, { defined: true, status: errors[code].status, data });
}
