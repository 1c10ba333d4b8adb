import { MissingError } from '../../app/domain/missing-error.ts';

/** The error for an id of what is not, or no longer, in the project. @param what e.g. "image" */
export function missing(what: string, id: string | number): MissingError {
  return new MissingError(what, id);
}
