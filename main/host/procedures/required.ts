import { MissingError } from '../../../app/domain/missing-error.ts';

/** @param what e.g. "image" @throws {MissingError} where nothing was found */
export function required<Found>(found: Found | null, what: string, id: string): Found {
  if (found === null) throw new MissingError(what, id);
  return found;
}
