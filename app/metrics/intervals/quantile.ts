/**
 * The value that `share` (0..1) of the values do not exceed, linear between neighbours (Hyndman and Fan's type 7).
 * @param ascending sorted
 * @returns null without a value
 */
export function quantile(ascending: ArrayLike<number>, share: number): number | null {
  if (ascending.length === 0) return null;
  const rank = share * (ascending.length - 1);
  const below = Math.floor(rank);
  const above = Math.min(below + 1, ascending.length - 1);
  return ascending[below] + (rank - below) * (ascending[above] - ascending[below]);
}
