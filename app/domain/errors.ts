import type { Advice } from './advice.ts';

/** What went wrong, as the door that shows it needs to know: wrong use exits with 2, everything else with 1. */
export type ErrorKind = 'usage' | 'input' | 'resource' | 'numerics' | 'internal';

/**
 * An error a person can act on: one line that says what happened, to which file, and what to do.
 * Everything Blemish throws on purpose is one of these; anything else is a defect of Blemish.
 */
export class BlemishError extends Error {
  readonly kind: ErrorKind;
  /** Path or name of what the error is about, when there is one. */
  readonly subject: string | undefined;
  readonly problem: string;
  /** What to do now, as an imperative sentence that holds in any door. */
  readonly remedy: string;
  /** The same for a door that knows its own way to it. */
  readonly advice: Advice | undefined;

  constructor(
    kind: ErrorKind,
    details: { problem: string; subject?: string; remedy: string; advice?: Advice; cause?: unknown },
  ) {
    super(line(details, details.remedy), { cause: details.cause });
    this.name = 'BlemishError';
    this.kind = kind;
    this.subject = details.subject;
    this.problem = details.problem;
    this.remedy = details.remedy;
    this.advice = details.advice;
  }

  /** The message with another remedy. */
  messageWith(remedy: string): string {
    return line(this, remedy);
  }
}

function line(
  { subject, problem }: { readonly subject?: string | undefined; readonly problem: string },
  remedy: string,
): string {
  const where = subject === undefined ? '' : `${subject}: `;
  return `${where}${stop(problem)} ${stop(remedy)}`;
}

function stop(sentence: string): string {
  return /[.!?]$/.test(sentence) ? sentence : `${sentence}.`;
}
