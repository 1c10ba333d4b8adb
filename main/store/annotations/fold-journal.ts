import { z } from 'zod';
import { type TilePlace, tileBox, patchWithin } from '../../../app/mask/label-tiles.ts';
import { bytesFromRuns } from '../../../app/mask/run-length-bytes.ts';
import { encodeRuns } from '../../../app/mask/run-length-code.ts';
import type { RunLengthMap } from '../../../app/mask/run-length-map.ts';
import { equalRuns } from '../../../app/mask/run-length-queries.ts';
import type { ProjectDatabase } from '../project-database.ts';
import type { ImageFacts } from './image-facts.ts';
import { type LabelMaps, type PendingChange, type Sheet, touchedBy } from './label-maps.ts';

/** Writes what the journal holds into new revisions of the tiles it touched. The patches stay, for undo. */
export class JournalFolding {
  readonly #db: ProjectDatabase;
  readonly #maps: LabelMaps;
  readonly #facts: ImageFacts;

  constructor(db: ProjectDatabase, maps: LabelMaps, facts: ImageFacts) {
    this.#db = db;
    this.#maps = maps;
    this.#facts = facts;
  }

  /** To be called when an image is left; does nothing where all is folded. Afterwards lists see the labels as they are. */
  fold(annotationId: string): void {
    if (isFolded(this.#maps.sheet(annotationId))) return;
    this.#db.change(() => {
      const sheet = this.#maps.sheet(annotationId);
      const pending = this.#maps.pending(sheet);
      for (const place of touchedBy(pending, sheet)) this.#foldTile(sheet, place, pending);
      this.#db.run('UPDATE annotation SET folded_revision = revision WHERE id = @annotationId', {
        annotationId,
      });
      if (sheet.isCurrent === 1) this.#facts.measure(sheet.imageId, this.#maps.read(annotationId));
    });
  }

  /** What a crash, or an image still open, has left. */
  foldAll(): void {
    const unfolded = this.#db.all(
      z.strictObject({ id: z.string() }),
      'SELECT id FROM annotation WHERE folded_revision < revision',
    );
    for (const { id } of unfolded) this.fold(id);
  }

  #foldTile(sheet: Sheet, place: TilePlace, pending: readonly PendingChange[]): void {
    const runs = encodeRuns(this.#maps.tileWith(sheet, place, pending));
    if (isSame(this.#maps.storedTile(sheet, place), runs)) return;
    const box = tileBox(place, sheet);
    const { madeBy, madeAt, tool, runId } = pending.findLast(
      ({ patch }) => patchWithin(patch, box) !== null,
    )!;
    this.#db.run(
      `INSERT INTO label_tile (annotation_id, x, y, revision, made_by, made_at, tool, run_id, runs)
       VALUES (@id, @x, @y, @revision, @madeBy, @madeAt, @tool, @runId, @runs)`,
      {
        id: sheet.id,
        revision: sheet.revision,
        ...place,
        madeBy,
        madeAt,
        tool,
        runId,
        runs: bytesFromRuns(runs),
      },
    );
  }
}

function isFolded({ revision, foldedRevision }: Sheet): boolean {
  return revision === foldedRevision;
}

function isSame(stored: RunLengthMap | null, runs: RunLengthMap): boolean {
  return stored === null ? runs.values.every((value) => value === 0) : equalRuns(stored, runs);
}
