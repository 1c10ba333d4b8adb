import { z } from 'zod';

export type KeyPath = readonly string[];

/** Stands for a name of the user's, such as a class, or a place in a list, in a key path. */
const ANY_NAME = '*';

/** What may have been meant by an unknown key: a near name in its group, the group it belongs to, or what is known. */
export function suggestKey(group: readonly PropertyKey[], key: string, keyPaths: readonly KeyPath[]): string {
  const siblings = keyPaths.filter((path) => isChildOf(path, group)).map((path) => path[path.length - 1]);
  const nearest = siblings.toSorted((a, b) => editDistance(key, a) - editDistance(key, b)).at(0);
  if (nearest !== undefined && editDistance(key, nearest) <= Math.max(1, key.length / 3)) {
    return `did you mean ${nearest}?`;
  }
  const elsewhere = keyPaths.find((path) => path.at(-1) === key);
  return elsewhere ? `did you mean ${elsewhere.join('.')}?` : `known here: ${siblings.join(', ')}`;
}

function isChildOf(path: KeyPath, group: readonly PropertyKey[]): boolean {
  return (
    path.length === group.length + 1 &&
    group.every((step, depth) => path[depth] === step || path[depth] === ANY_NAME)
  );
}

/** Every key that a schema knows, with the groups above it. */
export function keyPathsOf(schema: z.ZodType): KeyPath[] {
  return pathsIn(z.toJSONSchema(schema, { io: 'input' }), []);
}

function pathsIn(schema: z.core.JSONSchema._JSONSchema, group: KeyPath): KeyPath[] {
  if (typeof schema === 'boolean') return [];
  const named = Object.entries(schema.properties ?? {}).flatMap(([key, inner]) => [
    [...group, key],
    ...pathsIn(inner, [...group, key]),
  ]);
  const anyName = [schema.additionalProperties ?? false, ...[schema.items ?? false].flat()].flatMap((inner) =>
    pathsIn(inner, [...group, ANY_NAME]),
  );
  const alternatives = (schema.anyOf ?? []).flatMap((inner) => pathsIn(inner, group));
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
