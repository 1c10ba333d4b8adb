/**
 * Where a function that is negative at `low` and rises to `high` crosses 0.
 * @param precision how far off it may be, times 1 + its size
 */
export function bisect(
  rising: (x: number) => number,
  low: number,
  high: number,
  precision = Number.EPSILON,
): number {
  let [below, above] = [low, high];
  for (;;) {
    const middle = (below + above) / 2;
    if (above - below <= precision * (1 + Math.abs(middle))) return middle;
    if (rising(middle) < 0) below = middle;
    else above = middle;
  }
}
