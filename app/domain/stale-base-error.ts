import { BlemishError } from './errors.ts';

/** A change was made on labels that someone has changed since. */
export class StaleBaseError extends BlemishError {
  readonly annotationId: string;
  readonly baseRevision: number;
  /** What the map is at. */
  readonly revision: number;

  constructor(annotationId: string, baseRevision: number, revision: number) {
    super('input', {
      subject: `annotation ${annotationId}`,
      problem: `The change was made on revision ${baseRevision}, but the labels are at revision ${revision}`,
      remedy: 'Load the labels again and repeat the change',
    });
    this.name = 'StaleBaseError';
    this.annotationId = annotationId;
    this.baseRevision = baseRevision;
    this.revision = revision;
  }
}
