/** Items of one content, in their order; the first is the one to keep. Contents that occur once are left out. */
export function duplicatesByHash<T extends { readonly hash: string }>(items: readonly T[]): T[][] {
  return [...Map.groupBy(items, ({ hash }) => hash).values()].filter((group) => group.length > 1);
}
