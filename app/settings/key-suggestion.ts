import { z } from 'zod';
import { trainingSettingsSchema } from './training-settings.ts';

type KeyPath = readonly string[];

/** Stands for a name of the user's, such as a class, in a key path. */
const ANY_NAME = '*';

/** What may have been meant by an unknown key: a near name in its group, the group it belongs to, or what is known. */
export function suggestKey(group: readonly PropertyKey[], key: string): string {
  const siblings = KEY_PATHS.filter((path) => isChildOf(path, group)).map((path) => path[path.length - 1]);
  const nearest = siblings.toSorted((a, b) => editDistance(key, a) - editDistance(key, b)).at(0);
  if (nearest !== undefined && editDistance(key, nearest) <= Math.max(1, key.length / 3)) {
    return `did you mean ${nearest}?`;
  }
  const elsewhere = KEY_PATHS.find((path) => path.at(-1) === key);
  return elsewhere ? `did you mean ${elsewhere.join('.')}?` : `known here: ${siblings.join(', ')}`;
}

function isChildOf(path: KeyPath, group: readonly PropertyKey[]): boolean {
  return (
    path.length === group.length + 1 &&
    group.every((step, depth) => path[depth] === step || path[depth] === ANY_NAME)
  );
}

function keyPathsOf(schema: z.core.JSONSchema._JSONSchema, group: KeyPath = []): KeyPath[] {
  if (typeof schema === 'boolean') return [];
  const named = Object.entries(schema.properties ?? {}).flatMap(([key, inner]) => [
    [...group, key],
    ...keyPathsOf(inner, [...group, key]),
  ]);
  const anyName = keyPathsOf(schema.additionalProperties ?? false, [...group, ANY_NAME]);
  const alternatives = (schema.anyOf ?? []).flatMap((inner) => keyPathsOf(inner, group));
  return [...named, ...anyName, ...alternatives];
}

/** Levenshtein distance: insertions, deletions and replacements from `a` to `b`. */
function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const replaced = previous[column - 1] + (a[row - 1] === b[column - 1] ? 0 : 1);
      current.push(Math.min(replaced, previous[column] + 1, current[column - 1] + 1));
    }
    previous = current;
  }
  return previous[b.length];
}

const KEY_PATHS = keyPathsOf(z.toJSONSchema(trainingSettingsSchema, { io: 'input' }));
