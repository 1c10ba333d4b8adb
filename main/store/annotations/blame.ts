import type { Blame } from '../../../app/domain/annotation.ts';
import { BACKGROUND } from '../../../app/mask/label-map.ts';
import { TILE_SIDE, patchWithin } from '../../../app/mask/label-tiles.ts';
import { patchFromBytes } from '../../../app/mask/patch-bytes.ts';
import { runsFromBytes } from '../../../app/mask/run-length-bytes.ts';
import type { RunLengthMap } from '../../../app/mask/run-length-map.ts';
import type { ProjectDatabase } from '../project-database.ts';
import { authorshipColumns, authoredSchema, bytesSchema } from './rows.ts';

const editSchema = authoredSchema.extend({ patch: bytesSchema });
const tileSchema = authoredSchema.extend({ runs: bytesSchema });

/**
 * Who gave the pixel (x, y) of a map the label it has: from the journal where it reaches that far, else from the
 * revisions of its tile. Null for a pixel that nobody ever drew.
 */
export function blame(db: ProjectDatabase, annotationId: string, x: number, y: number): Blame | null {
  return blameFromJournal(db, annotationId, x, y) ?? blameFromTiles(db, annotationId, x, y);
}

/** The last edit that stands and changed the pixel: what was undone gave nothing its label. */
function blameFromJournal(db: ProjectDatabase, annotationId: string, x: number, y: number): Blame | null {
  const edits = db.all(
    editSchema,
    `SELECT j.revision, j.patch, ${authorshipColumns('j')} FROM journal j
     WHERE j.annotation_id = @annotationId AND j.standing = 'done' ORDER BY j.revision DESC`,
    { annotationId },
  );
  for (const { patch, ...author } of edits) {
    if (patchWithin(patchFromBytes(patch), { x, y, width: 1, height: 1 }) !== null) {
      return { from: 'journal', ...author };
    }
  }
  return null;
}

/** The first of the newest revisions of the tile that all show the pixel as it is. */
function blameFromTiles(db: ProjectDatabase, annotationId: string, x: number, y: number): Blame | null {
  const tiles = db
    .all(
      tileSchema,
      `SELECT t.revision, t.runs, ${authorshipColumns('t')} FROM label_tile t
       WHERE t.annotation_id = @annotationId AND t.x = @tileX AND t.y = @tileY ORDER BY t.revision DESC`,
      { annotationId, tileX: Math.floor(x / TILE_SIDE), tileY: Math.floor(y / TILE_SIDE) },
    )
    .map(({ runs, ...author }) => ({
      author,
      value: valueIn(runsFromBytes(runs), x % TILE_SIDE, y % TILE_SIDE),
    }));
  if (tiles.length === 0) return null;
  const others = tiles.findIndex(({ value }) => value !== tiles[0].value);
  if (others < 0 && tiles[0].value === BACKGROUND) return null;
  const { author } = tiles.at(others < 0 ? -1 : others - 1)!;
  return { from: 'tile', ...author };
}

function valueIn({ width, lengths, values }: RunLengthMap, x: number, y: number): number {
  let [run, end] = [0, lengths[0]];
  while (end <= y * width + x) end += lengths[++run];
  return values[run];
}
