import { BACKGROUND, IGNORE } from '../../mask/label-map.ts';
import type { AnnotationClass, Report } from '../annotation-format.ts';
import { hexColour } from '../hex-colour.ts';
import { IGNORE_NAME, isBackgroundName, tooManyClasses } from '../named-classes.ts';
import type { CategoryEntry, CocoId } from './entries.ts';
import type { Survey } from './survey.ts';

/** The classes of all files together, told apart by name. */
export interface CategoryClasses {
  readonly classes: readonly AnnotationClass[];
  /** The class id of a file's category, which the file has. */
  idOf(file: string, category: CocoId): number;
}

/**
 * Categories as classes: under their own ids where these are different numbers from 1 to 254, else counted from 1.
 * @throws {BlemishError} 'input' where there are more than 254
 */
export function categoryClasses(surveys: readonly Survey[], report: Report): CategoryClasses {
  const named = new Map<string, CategoryEntry>();
  for (const { categories } of surveys) {
    for (const category of categories) if (!named.has(category.name)) named.set(category.name, category);
  }
  const special = [...named.keys()].filter((name) => isBackgroundName(name) || name === IGNORE_NAME);
  const ids = new Map(special.map((name) => [name, name === IGNORE_NAME ? IGNORE : BACKGROUND]));
  for (const name of special) named.delete(name);

  const entries = [...named.values()];
  if (entries.length >= IGNORE) throw tooManyClasses(surveys[0].file);
  const keepsIds =
    entries.every(({ id }) => isClassId(id)) && new Set(entries.map(({ id }) => id)).size === entries.length;
  if (!keepsIds) {
    report({ kind: 'changed', text: 'Category ids are counted anew from 1', subject: surveys[0].file });
  }
  const classes = entries.map(({ id, name, color }, index) => ({
    id: keepsIds ? Number(id) : index + 1,
    name,
    colour: typeof color === 'string' ? hexColour(color) : (color ?? null),
  }));
  for (const { id, name } of classes) ids.set(name, id);
  const byFile = new Map(
    surveys.map(({ file, categories }) => [
      file,
      new Map(categories.map(({ id, name }) => [id, ids.get(name) ?? BACKGROUND])),
    ]),
  );
  return { classes, idOf: (file, category) => byFile.get(file)?.get(category) ?? BACKGROUND };
}

function isClassId(id: CocoId): boolean {
  return typeof id === 'number' && id > BACKGROUND && id < IGNORE;
}
