import { BlemishError, type ErrorKind } from '../../../app/domain/errors.ts';
import { MissingError } from '../../../app/domain/missing-error.ts';
import type { ProjectPlace } from '../../store/project-place.ts';

/** What the thread is given. */
export interface ReadingPlace {
  readonly place: ProjectPlace;
  /** The data base that is read: the project's, or a copy of it. */
  readonly file: string;
}

/** To the thread: a question, then a request for each piece of the answer, until it is over or not wanted any more. */
export type Request =
  | { readonly type: 'ask'; readonly id: number; readonly name: string; readonly input: unknown }
  | { readonly type: 'next' | 'end'; readonly id: number }
  | { readonly type: 'close' };

/** From the thread, in answer to each request for a piece. */
export type Reply =
  | { readonly id: number; readonly type: 'piece'; readonly piece: unknown }
  | { readonly id: number; readonly type: 'done' }
  | { readonly id: number; readonly type: 'failed'; readonly failure: Failure };

type Failure =
  | {
      readonly kind: ErrorKind;
      readonly subject: string | null;
      readonly problem: string;
      readonly remedy: string;
    }
  | { readonly what: string; readonly missingId: string }
  | { readonly defect: string };

/** An error as it travels: only what is thrown on purpose arrives as what it was. */
export function failureOf(error: unknown): Failure {
  if (error instanceof MissingError) return { what: error.what, missingId: error.id };
  if (error instanceof BlemishError) {
    const { kind, subject = null, problem, remedy } = error;
    return { kind, subject, problem, remedy };
  }
  return { defect: error instanceof Error ? (error.stack ?? error.message) : String(error) };
}

export function errorOf(failure: Failure): Error {
  if ('defect' in failure) return new Error(failure.defect);
  if ('what' in failure) return new MissingError(failure.what, failure.missingId);
  const { kind, subject, problem, remedy } = failure;
  return new BlemishError(kind, { ...(subject !== null && { subject }), problem, remedy });
}
