import { v7 as newId } from 'uuid';
import { z } from 'zod';
import {
  ANNOTATION_STATES,
  type Annotation,
  type AnnotationState,
  annotationSchema,
} from '../../../app/domain/annotation.ts';
import { BlemishError } from '../../../app/domain/errors.ts';
import { missing } from '../missing.ts';
import type { ProjectDatabase } from '../project-database.ts';
import type { JournalFolding } from './fold-journal.ts';
import type { ImageFacts } from './image-facts.ts';
import type { LabelMaps } from './label-maps.ts';

/** Whose labels an image has, and how far they are. */
export class Annotations {
  readonly #db: ProjectDatabase;
  readonly #maps: LabelMaps;
  readonly #folding: JournalFolding;
  readonly #facts: ImageFacts;
  readonly #now: () => number;

  constructor(
    db: ProjectDatabase,
    parts: { maps: LabelMaps; folding: JournalFolding; facts: ImageFacts },
    now: () => number,
  ) {
    this.#db = db;
    this.#maps = parts.maps;
    this.#folding = parts.folding;
    this.#facts = parts.facts;
    this.#now = now;
  }

  /** The current one first. */
  ofImage(imageId: string): Annotation[] {
    return this.#select('a.image_id = @imageId ORDER BY a.is_current DESC, a.id', { imageId });
  }

  /** Those whose turn a person has. */
  assignedTo(person: string): Annotation[] {
    return this.#select(
      `a.assigned_to = @person AND a.image_id NOT IN (SELECT id FROM image WHERE removed_at IS NOT NULL) ORDER BY a.id`,
      { person },
    );
  }

  find(annotationId: string): Annotation | null {
    return this.#select('a.id = @annotationId', { annotationId }).at(0) ?? null;
  }

  /**
   * The labels of an annotator for an image, begun where there are none yet. The first of an image are its current
   * ones; a channel's are those of the image it is a channel of.
   */
  begin(imageId: string, annotator: string): Annotation {
    return this.#db.change(() => {
      const labelled = this.#labelledImage(imageId);
      const existing = this.ofImage(labelled);
      const own = existing.find((annotation) => annotation.annotator === annotator);
      if (own !== undefined) return own;
      const id = newId();
      this.#db.run(
        `INSERT INTO annotation (id, image_id, annotator, is_current, state, revision, folded_revision, changed_at)
         VALUES (@id, @labelled, @annotator, @isCurrent, 'unlabelled', 0, 0, @now)`,
        { id, labelled, annotator, isCurrent: existing.length === 0 ? 1 : 0, now: this.#now() },
      );
      this.#facts.refresh(labelled);
      return this.#required(id);
    });
  }

  /** Makes these labels the ones that train and count. */
  makeCurrent(annotationId: string): void {
    this.#db.change(() => {
      const { imageId } = this.#required(annotationId);
      this.#db.run('UPDATE annotation SET is_current = 0 WHERE image_id = @imageId', { imageId });
      this.#db.run('UPDATE annotation SET is_current = 1 WHERE id = @annotationId', { annotationId });
      this.#folding.fold(annotationId);
      this.#facts.refresh(imageId);
      this.#facts.measure(imageId, this.#maps.read(annotationId));
    });
  }

  /** Says how far the labels are, up to 'labelled'; whoever sent them back is answered by that. */
  setState(annotationId: string, state: Exclude<AnnotationState, 'reviewed'>): void {
    this.#update(annotationId, () => {
      const answered =
        state === 'labelled' ? ', returned_by = NULL, returned_at = NULL, return_reason = NULL' : '';
      this.#db.run(
        `UPDATE annotation SET state = @state, changed_at = @now, reviewer = NULL ${answered} WHERE id = @annotationId`,
        { annotationId, state, now: this.#now() },
      );
    });
  }

  /** Hands the labels to a person, to draw or to review; null to nobody. */
  assign(annotationId: string, person: string | null): void {
    this.#update(annotationId, () => {
      this.#db.run('UPDATE annotation SET assigned_to = @person WHERE id = @annotationId', {
        annotationId,
        person,
      });
    });
  }

  /** @throws {BlemishError} 'input' for labels that nobody has finished */
  approve(annotationId: string, reviewer: string): void {
    this.#update(annotationId, (annotation) => {
      requireReviewable(annotation);
      this.#db.run(
        `UPDATE annotation SET state = 'reviewed', reviewer = @reviewer, assigned_to = NULL WHERE id = @annotationId`,
        { annotationId, reviewer },
      );
    });
  }

  /** Sends labels back to who drew them. @throws {BlemishError} 'input' for labels that nobody has finished */
  sendBack(annotationId: string, reviewer: string, reason: string): void {
    this.#update(annotationId, (annotation) => {
      requireReviewable(annotation);
      this.#db.run(
        `UPDATE annotation SET state = 'in-progress', reviewer = NULL, assigned_to = annotator,
           returned_by = @reviewer, returned_at = @now, return_reason = @reason
         WHERE id = @annotationId`,
        { annotationId, reviewer, reason, now: this.#now() },
      );
    });
  }

  /** Whatever the state says must be true of the labels that lists show. */
  #update(annotationId: string, work: (annotation: Annotation) => void): void {
    this.#db.change(() => {
      const annotation = this.#required(annotationId);
      work(annotation);
      this.#folding.fold(annotationId);
      this.#facts.refresh(annotation.imageId);
    });
  }

  #labelledImage(imageId: string): string {
    const image = this.#db.get(
      z.strictObject({ id: z.string() }),
      'SELECT ifnull(channel_of, id) AS id FROM image WHERE id = @imageId AND removed_at IS NULL',
      { imageId },
    );
    if (image === null) throw missing('image', imageId);
    return image.id;
  }

  #required(annotationId: string): Annotation {
    const annotation = this.find(annotationId);
    if (annotation === null) throw missing('annotation', annotationId);
    return annotation;
  }

  #select(condition: string, parameters: Record<string, string>): Annotation[] {
    return this.#db
      .all(
        rowSchema,
        `SELECT a.id, a.image_id AS imageId, a.annotator, a.is_current AS isCurrent, a.state,
           a.assigned_to AS assignedTo, a.returned_by AS returnedBy, a.returned_at AS returnedAt,
           a.return_reason AS returnReason, a.reviewer, a.revision, a.changed_at AS changedAt
         FROM annotation a WHERE ${condition}`,
        parameters,
      )
      .map(({ isCurrent, returnedBy, returnedAt, returnReason, ...row }) => ({
        ...row,
        current: isCurrent === 1,
        returned:
          returnedBy === null || returnedAt === null || returnReason === null
            ? null
            : { by: returnedBy, at: returnedAt, reason: returnReason },
      }));
  }
}

const rowSchema = annotationSchema.omit({ current: true, returned: true, state: true }).extend({
  isCurrent: z.literal([0, 1]),
  state: z.enum(ANNOTATION_STATES),
  returnedBy: z.string().nullable(),
  returnedAt: z.int().nullable(),
  returnReason: z.string().nullable(),
});

function requireReviewable({ id, state }: Annotation): void {
  if (state === 'labelled' || state === 'reviewed') return;
  throw new BlemishError('input', {
    subject: `annotation ${id}`,
    problem: `The labels are ${state}: there is nothing to review`,
    remedy: 'Review them when they are labelled',
  });
}
