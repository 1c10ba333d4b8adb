import { ORPCError } from '@orpc/client';
import { m } from '#messages';
import { type ErrorCode, errors } from '../../app/contract/errors.ts';
import type { z } from 'zod';
import { LineLostError } from '../connection/line-lost-error.ts';

/** An error as a person reads it: what happened, to what, and what to do now. */
export interface Explained {
  readonly what: string;
  readonly where: string | null;
  readonly remedy: string;
}

/** Puts what a call was rejected with into words. What INVALID and FAILED say comes from the host, in English. */
export function explain(error: unknown): Explained {
  if (error instanceof LineLostError) {
    return { what: m.error_line_lost(), where: null, remedy: m.error_line_lost_remedy() };
  }
  if (isContractError(error) && isCode(error.code)) {
    const parsed = errors[error.code].data.safeParse(error.data);
    if (parsed.success) return inWords(error.code, parsed.data);
  }
  const detail = error instanceof Error ? error.message : null;
  return { what: m.error_unexpected(), where: detail, remedy: m.error_unexpected_remedy() };
}

export function inOneLine({ what, where, remedy }: Explained): string {
  return [where === null ? what : `${where}: ${what}`, remedy].map(withStop).join(' ');
}

type Data = z.infer<(typeof errors)[ErrorCode]['data']>;

function inWords(code: ErrorCode, data: Data): Explained {
  if ('problem' in data) return { what: data.problem, where: data.subject, remedy: data.remedy };
  if ('reference' in data) {
    return {
      what: m.error_internal(),
      where: null,
      remedy: m.error_internal_remedy({ reference: data.reference }),
    };
  }
  if ('what' in data) {
    return {
      what: m.error_not_found({ what: data.what }),
      where: data.id,
      remedy: m.error_not_found_remedy(),
    };
  }
  if ('file' in data) {
    const remedy =
      data.reason.kind === 'in-use'
        ? m.error_in_use_remedy({ user: data.reason.holder.user, host: data.reason.holder.host })
        : m.error_read_only_remedy();
    return { what: m.error_read_only(), where: data.file, remedy };
  }
  if (code === 'STALE_BASE') return { what: m.error_stale(), where: null, remedy: m.error_stale_remedy() };
  return { what: m.error_no_project(), where: null, remedy: m.error_no_project_remedy() };
}

function isContractError(error: unknown): error is ORPCError<string, unknown> {
  return error instanceof ORPCError && error.defined;
}

function isCode(code: string): code is ErrorCode {
  return code in errors;
}

function withStop(sentence: string): string {
  return /[.!?。]$/.test(sentence) ? sentence : `${sentence}.`;
}
