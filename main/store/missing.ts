import { BlemishError } from '../../app/domain/errors.ts';

/** The error for an id of what is not, or no longer, in the project. @param what e.g. "image" */
export function missing(what: string, id: string | number): BlemishError {
  return new BlemishError('input', {
    subject: `${what} ${id}`,
    problem: `The project has no such ${what}`,
    remedy: 'Load the list again',
  });
}
