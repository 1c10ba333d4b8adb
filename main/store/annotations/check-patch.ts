import { z } from 'zod';
import { BlemishError } from '../../../app/domain/errors.ts';
import { boxOf, isEmpty, isInside } from '../../../app/mask/box.ts';
import { BACKGROUND, IGNORE } from '../../../app/mask/label-map.ts';
import { patchWithin, tileBox, tilesTouched } from '../../../app/mask/label-tiles.ts';
import { type Patch, patchFits } from '../../../app/mask/patch.ts';
import { classOf } from '../../../app/mask/run-length-map.ts';
import type { ProjectDatabase } from '../project-database.ts';
import type { LabelMaps, Sheet } from './label-maps.ts';

/**
 * Refuses what would spoil a map or its history: a patch that leaves the image, that claims to change what is not
 * there, or that draws a class that there is not.
 * @throws {BlemishError} 'input'
 */
export function checkPatch(db: ProjectDatabase, maps: LabelMaps, sheet: Sheet, patch: Patch): void {
  if (isEmpty(patch.box) || !isInside(patch.box, boxOf(sheet))) {
    const { x, y, width, height } = patch.box;
    throw refused(
      sheet,
      `The change at (${x}, ${y}) of ${width}x${height} px is not inside the image of ${sheet.width}x${sheet.height} px`,
    );
  }
  checkClasses(db, sheet, patch);
  const pending = maps.pending(sheet);
  const fits = tilesTouched(patch.box).every((place) => {
    const within = patchWithin(patch, tileBox(place, sheet));
    return within === null || patchFits(maps.shownTile(sheet, place, pending), within);
  });
  if (!fits) throw refused(sheet, 'The change is not one of the labels as they are');
}

function checkClasses(db: ProjectDatabase, sheet: Sheet, { after }: Patch): void {
  const classes = db.all(z.strictObject({ id: z.int() }), 'SELECT id FROM class WHERE removed_at IS NULL');
  const known = new Set([BACKGROUND, IGNORE, ...classes.map(({ id }) => id)]);
  const unknown = after.values.find((value) => !known.has(classOf(value)));
  if (unknown !== undefined) throw refused(sheet, `The project has no class ${classOf(unknown)}`);
}

function refused({ id }: Sheet, problem: string): BlemishError {
  return new BlemishError('input', {
    subject: `annotation ${id}`,
    problem,
    remedy: 'Load the labels and the classes again and repeat the change',
  });
}
