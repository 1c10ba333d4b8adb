import { z } from 'zod';
import type { Authorship, RequestId } from '../../../app/domain/annotation.ts';
import { BlemishError } from '../../../app/domain/errors.ts';
import { StaleBaseError } from '../../../app/domain/stale-base-error.ts';
import type { Patch } from '../../../app/mask/patch.ts';
import { bytesFromPatch, patchFromBytes } from '../../../app/mask/patch-bytes.ts';
import type { ProjectDatabase } from '../project-database.ts';
import { checkPatch } from './check-patch.ts';
import type { JournalFolding } from './fold-journal.ts';
import type { ImageFacts } from './image-facts.ts';
import { type LabelMaps, type Sheet, doneBy } from './label-maps.ts';
import { pruneJournal } from './prune-journal.ts';
import { bytesSchema } from './rows.ts';

/** A request for a change of a label map. */
export interface ChangeRequest extends RequestId, Authorship {
  readonly annotationId: string;
  /** The revision that the change was made on. */
  readonly baseRevision: number;
}

/** What a request did. */
export interface JournalOutcome {
  /** Of the map afterwards. */
  readonly revision: number;
  /** What was done to the map. */
  readonly patch: Patch;
}

type Kind = 'edit' | 'undo' | 'redo';

/** After this many changes the journal of a map is folded, so that opening it costs little. */
const MOST_PENDING = 64;

/** Keeps what a person drew, at once and for good: every call is on the disk when it returns. */
export class Journal {
  readonly #db: ProjectDatabase;
  readonly #maps: LabelMaps;
  readonly #folding: JournalFolding;
  readonly #facts: ImageFacts;
  readonly #limitBytes: number;

  /** @param limitBytes beyond this the oldest patches of the project are forgotten */
  constructor(
    db: ProjectDatabase,
    parts: { maps: LabelMaps; folding: JournalFolding; facts: ImageFacts },
    limitBytes: number,
  ) {
    this.#db = db;
    this.#maps = parts.maps;
    this.#folding = parts.folding;
    this.#facts = parts.facts;
    this.#limitBytes = limitBytes;
  }

  /**
   * Makes a change. The same request again does nothing and gets the same answer.
   * @throws {StaleBaseError} where the labels were changed since
   * @throws {BlemishError} 'input' for a patch that does not fit the labels or names a class that there is not
   */
  apply(request: ChangeRequest & { readonly patch: Patch }): JournalOutcome {
    return this.#once(request, 'edit', (sheet) => {
      checkPatch(this.#db, this.#maps, sheet, request.patch);
      this.#db.run(
        "UPDATE journal SET standing = 'dropped' WHERE annotation_id = @id AND standing = 'undone'",
        { id: sheet.id },
      );
      return { editRevision: sheet.revision + 1, patch: request.patch };
    });
  }

  /**
   * Takes the last change back, as far as the journal reaches.
   * @throws {StaleBaseError} where the labels were changed since
   * @throws {BlemishError} 'input' where nothing is left to take back
   */
  undo(request: ChangeRequest): JournalOutcome {
    return this.#once(request, 'undo', (sheet) => this.#move(sheet, 'done', 'undone'));
  }

  /**
   * Makes the change again that was taken back last.
   * @throws {StaleBaseError} where the labels were changed since
   * @throws {BlemishError} 'input' where nothing was taken back
   */
  redo(request: ChangeRequest): JournalOutcome {
    return this.#once(request, 'redo', (sheet) => this.#move(sheet, 'undone', 'done'));
  }

  /** How many changes can be taken back, and made again. */
  reach(annotationId: string): { undo: number; redo: number } {
    const counts = this.#db.get(
      z.strictObject({ undo: z.int(), redo: z.int() }),
      `SELECT count(*) FILTER (WHERE standing = 'done') AS undo, count(*) FILTER (WHERE standing = 'undone') AS redo
       FROM journal WHERE annotation_id = @annotationId`,
      { annotationId },
    );
    return counts ?? { undo: 0, redo: 0 };
  }

  #once(
    request: ChangeRequest,
    kind: Kind,
    work: (sheet: Sheet) => { editRevision: number; patch: Patch },
  ): JournalOutcome {
    return this.#db.change(() => {
      const known = this.#known(request, kind);
      if (known !== null) return known;
      const sheet = this.#maps.sheet(request.annotationId);
      if (request.baseRevision !== sheet.revision) {
        throw new StaleBaseError(sheet.id, request.baseRevision, sheet.revision);
      }
      const { editRevision, patch } = work(sheet);
      const revision = sheet.revision + 1;
      this.#write(request, kind, { revision, editRevision, patch });
      this.#advance(sheet, request);
      if (revision - sheet.foldedRevision >= MOST_PENDING) this.#folding.fold(sheet.id);
      if (kind === 'edit') pruneJournal(this.#db, this.#folding, this.#limitBytes);
      return { revision, patch: this.#maps.shownPatch(doneBy(kind, patch)) };
    });
  }

  /** What the request did when it came before. */
  #known({ clientId, sequence, annotationId }: ChangeRequest, kind: Kind): JournalOutcome | null {
    const entry = this.#db.get(
      z.strictObject({ annotationId: z.string(), kind: z.string(), revision: z.int(), patch: bytesSchema }),
      `SELECT j.annotation_id AS annotationId, j.kind, j.revision, e.patch
       FROM journal j JOIN journal e ON e.annotation_id = j.annotation_id AND e.revision = j.edit_revision
       WHERE j.client_id = @clientId AND j.sequence = @sequence`,
      { clientId, sequence },
    );
    if (entry === null) return null;
    if (entry.annotationId === annotationId && entry.kind === kind) {
      const done = doneBy(kind, patchFromBytes(entry.patch));
      return { revision: entry.revision, patch: this.#maps.shownPatch(done) };
    }
    throw new BlemishError('input', {
      subject: `client ${clientId}`,
      problem: `Its request ${sequence} was another one before`,
      remedy: 'Count requests up and use no number twice',
    });
  }

  /** Undo moves the last edit that stands; redo the first that was taken back after it. */
  #move(
    sheet: Sheet,
    from: 'done' | 'undone',
    to: 'done' | 'undone',
  ): { editRevision: number; patch: Patch } {
    const edit = this.#db.get(
      z.strictObject({ revision: z.int(), patch: bytesSchema }),
      `SELECT revision, patch FROM journal WHERE annotation_id = @id AND standing = @from
       ORDER BY revision ${from === 'done' ? 'DESC' : 'ASC'} LIMIT 1`,
      { id: sheet.id, from },
    );
    if (edit === null) {
      throw new BlemishError('input', {
        subject: `annotation ${sheet.id}`,
        problem: from === 'done' ? 'There is nothing left to undo' : 'There is nothing to redo',
        remedy: 'Draw the change instead',
      });
    }
    this.#db.run('UPDATE journal SET standing = @to WHERE annotation_id = @id AND revision = @revision', {
      id: sheet.id,
      revision: edit.revision,
      to,
    });
    return { editRevision: edit.revision, patch: patchFromBytes(edit.patch) };
  }

  #write(
    request: ChangeRequest,
    kind: Kind,
    { revision, editRevision, patch }: { revision: number; editRevision: number; patch: Patch },
  ): void {
    const { annotationId, clientId, sequence, baseRevision, madeBy, madeAt, tool, runId } = request;
    const bytes = kind === 'edit' ? bytesFromPatch(patch) : null;
    this.#db.run(
      `INSERT INTO journal (annotation_id, revision, client_id, sequence, base_revision, kind, edit_revision,
         standing, made_by, made_at, tool, run_id, patch)
       VALUES (@annotationId, @revision, @clientId, @sequence, @baseRevision, @kind, @editRevision,
         @standing, @madeBy, @madeAt, @tool, @runId, @bytes)`,
      {
        ...{ annotationId, revision, clientId, sequence, baseRevision, kind, editRevision },
        ...{ standing: kind === 'edit' ? 'done' : null, madeBy, madeAt, tool, runId, bytes },
      },
    );
    this.#db.run('UPDATE meta SET journal_bytes = journal_bytes + @added', { added: bytes?.length ?? 0 });
  }

  /** Labels that change after a review need another one; labels that someone began to draw are in progress. */
  #advance({ id, imageId, isCurrent }: Sheet, { madeAt }: ChangeRequest): void {
    this.#db.run(
      `UPDATE annotation SET revision = revision + 1, changed_at = @madeAt,
         state = CASE state WHEN 'unlabelled' THEN 'in-progress' WHEN 'reviewed' THEN 'labelled' ELSE state END,
         reviewer = NULL
       WHERE id = @id`,
      { id, madeAt },
    );
    if (isCurrent === 1) this.#facts.refresh(imageId);
  }
}
