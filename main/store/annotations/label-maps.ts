import { z } from 'zod';
import { type LabelBitmap, emptyBitmap } from '../../../app/mask/label-bitmap.ts';
import {
  type TilePlace,
  joinTiles,
  patchWithin,
  tileBox,
  tilesTouched,
} from '../../../app/mask/label-tiles.ts';
import { applyPatch, invertPatch, type Patch } from '../../../app/mask/patch.ts';
import { patchFromBytes } from '../../../app/mask/patch-bytes.ts';
import {
  type ClassReplacements,
  replaceInBitmap,
  replaceInPatch,
  replaceInRuns,
} from '../../../app/mask/replace-classes.ts';
import { decodeRuns, encodeRuns } from '../../../app/mask/run-length-code.ts';
import type { RunLengthMap } from '../../../app/mask/run-length-map.ts';
import { runsFromBytes } from '../../../app/mask/run-length-bytes.ts';
import { boxOf } from '../../../app/mask/box.ts';
import { missing } from '../missing.ts';
import type { ProjectDatabase } from '../project-database.ts';
import { type Authored, authorshipColumns, authoredSchema, bytesSchema } from './rows.ts';

/** A label map: whose, how large (px), and up to which revision its tiles go. */
export const sheetSchema = z.strictObject({
  id: z.string(),
  imageId: z.string(),
  isCurrent: z.literal([0, 1]),
  width: z.int(),
  height: z.int(),
  revision: z.int(),
  foldedRevision: z.int(),
});

export type Sheet = Readonly<z.infer<typeof sheetSchema>>;

/** A change that is in the journal and not in the tiles yet. */
export interface PendingChange extends Authored {
  readonly patch: Patch;
}

const pendingSchema = authoredSchema.extend({ kind: z.enum(['edit', 'undo', 'redo']), patch: bytesSchema });

/**
 * Reads label maps: the newest tiles, and over them what the journal holds since. What is stored keeps the classes that
 * were drawn; whoever is shown a map sees removed ones as what they show as.
 */
export class LabelMaps {
  readonly #db: ProjectDatabase;
  readonly #replacements: () => ClassReplacements;

  /** @param replacements what classes show as that were removed */
  constructor(db: ProjectDatabase, replacements: () => ClassReplacements) {
    this.#db = db;
    this.#replacements = replacements;
  }

  /** @throws {BlemishError} 'input' where there is no such annotation */
  sheet(annotationId: string): Sheet {
    const sheet = this.#db.get(
      sheetSchema,
      `SELECT a.id, a.image_id AS imageId, a.is_current AS isCurrent, i.width, i.height, a.revision,
         a.folded_revision AS foldedRevision
       FROM annotation a JOIN image i ON i.id = a.image_id WHERE a.id = @annotationId`,
      { annotationId },
    );
    if (sheet !== null) return sheet;
    throw missing('annotation', annotationId);
  }

  /** The whole map as it is now, as it is shown. */
  read(annotationId: string): RunLengthMap {
    const sheet = this.sheet(annotationId);
    const pending = this.pending(sheet);
    const changed = new Set(touchedBy(pending, sheet).map(({ x, y }) => `${x} ${y}`));
    const stored = joinTiles(sheet, (place) =>
      changed.has(`${place.x} ${place.y}`)
        ? encodeRuns(this.tileWith(sheet, place, pending))
        : this.storedTile(sheet, place),
    );
    return replaceInRuns(stored, this.#replacements());
  }

  /** In the order in which they were made. */
  pending({ id, foldedRevision }: Sheet): PendingChange[] {
    return this.#db
      .all(
        pendingSchema,
        `SELECT j.kind, e.patch, j.revision, ${authorshipColumns('j')}
         FROM journal j JOIN journal e ON e.annotation_id = j.annotation_id AND e.revision = j.edit_revision
         WHERE j.annotation_id = @id AND j.revision > @foldedRevision ORDER BY j.revision`,
        { id, foldedRevision },
      )
      .map(({ kind, patch, ...authored }) => ({ ...authored, patch: doneBy(kind, patchFromBytes(patch)) }));
  }

  /** A tile as it is shown. */
  shownTile(sheet: Sheet, place: TilePlace, pending: readonly PendingChange[]): LabelBitmap {
    const tile = this.tileWith(sheet, place, pending);
    replaceInBitmap(tile, this.#replacements());
    return tile;
  }

  /** What a change does to the map as it is shown. */
  shownPatch(patch: Patch): Patch {
    return replaceInPatch(patch, this.#replacements());
  }

  /** A tile with what was done since it was stored, as it is to be stored. */
  tileWith(sheet: Sheet, place: TilePlace, pending: readonly PendingChange[]): LabelBitmap {
    const box = tileBox(place, sheet);
    const stored = this.storedTile(sheet, place);
    const tile = stored === null ? emptyBitmap(box.width, box.height) : decodeRuns(stored);
    for (const { patch } of pending) {
      const within = patchWithin(patch, box);
      if (within !== null) applyPatch(tile, within);
    }
    return tile;
  }

  /** The newest revision of a tile; null for one that was never drawn in. */
  storedTile({ id }: Sheet, { x, y }: TilePlace): RunLengthMap | null {
    const tile = this.#db.get(
      z.strictObject({ runs: bytesSchema }),
      `SELECT runs FROM label_tile WHERE annotation_id = @id AND x = @x AND y = @y
       ORDER BY revision DESC LIMIT 1`,
      { id, x, y },
    );
    return tile === null ? null : runsFromBytes(tile.runs);
  }
}

/** The tiles that changes touch, each once. */
export function touchedBy(changes: readonly PendingChange[], map: Sheet): TilePlace[] {
  const touched = new Set(
    changes.flatMap(({ patch }) => tilesTouched(patch.box)).map(({ x, y }) => `${x} ${y}`),
  );
  return tilesTouched(boxOf(map)).filter(({ x, y }) => touched.has(`${x} ${y}`));
}

/** What an entry of the journal does to the map, given the patch of the edit that it makes, takes back or repeats. */
export function doneBy(kind: 'edit' | 'undo' | 'redo', patch: Patch): Patch {
  return kind === 'undo' ? invertPatch(patch) : patch;
}
