import { BlemishError } from './errors.ts';

/** An id of what is not, or no longer, in the project. */
export class MissingError extends BlemishError {
  /** E.g. "image". */
  readonly what: string;
  readonly id: string;

  constructor(what: string, id: string | number) {
    super('input', {
      subject: `${what} ${id}`,
      problem: `The project has no such ${what}`,
      remedy: 'Load the list again',
    });
    this.name = 'MissingError';
    this.what = what;
    this.id = String(id);
  }
}
