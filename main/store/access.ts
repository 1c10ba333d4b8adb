import { BlemishError } from '../../app/domain/errors.ts';

/** Who has a project open. */
export interface Holder {
  readonly user: string;
  readonly host: string;
  readonly pid: number;
  /** ms since 1970. */
  readonly since: number;
}

/** Why a project is open to look at only. */
export type ReadOnlyReason =
  | { readonly kind: 'asked' }
  | { readonly kind: 'in-use'; readonly holder: Holder }
  | { readonly kind: 'read-only-folder' };

/** What may be done with an open project. */
export type Access =
  | { readonly mode: 'write' }
  | {
      readonly mode: 'read';
      readonly reason: ReadOnlyReason;
      /** Whether a copy is looked at, because SQLite cannot read the file where it lies. */
      readonly copied: boolean;
    };

/** A project that is open to look at only was to be changed. */
export class ReadOnlyError extends BlemishError {
  readonly file: string;
  readonly reason: ReadOnlyReason;

  constructor(file: string, reason: ReadOnlyReason) {
    super('input', {
      subject: file,
      problem: `The project is open to look at only: ${sentence(reason)}`,
      remedy: remedyOf(reason),
    });
    this.name = 'ReadOnlyError';
    this.file = file;
    this.reason = reason;
  }
}

export function holderInWords({ user, host, pid, since }: Holder): string {
  return `${user} on ${host} has had it open since ${new Date(since).toISOString()} (process ${pid})`;
}

function sentence(reason: ReadOnlyReason): string {
  switch (reason.kind) {
    case 'asked':
      return 'it was opened so';
    case 'in-use':
      return holderInWords(reason.holder);
    case 'read-only-folder':
      return 'its folder may not be written';
  }
}

function remedyOf(reason: ReadOnlyReason): string {
  switch (reason.kind) {
    case 'asked':
      return 'Open it to write';
    case 'in-use':
      return 'Close it there, then open it again here';
    case 'read-only-folder':
      return 'Copy the project to where you may write';
  }
}
