/**
 * Items by their part or lot, in the order these first appear. An item of none is a cluster of its own.
 */
export function clustersBy<T>(items: readonly T[], clusterOf: (item: T) => string | null): T[][] {
  return [...Map.groupBy<unknown, T>(items, (item) => clusterOf(item) ?? { item }).values()];
}
