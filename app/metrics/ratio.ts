/** Null where there is nothing to take a share of. */
export function ratio(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}

/** Each part's share of one whole. */
export function ratios(parts: readonly number[], whole: number): (number | null)[] {
  return parts.map((part) => ratio(part, whole));
}

/** Dice's coefficient of two shares, their harmonic mean; null when either is null, 0 when both are 0. */
export function harmonicMean(a: number | null, b: number | null): number | null {
  if (a === null || b === null) return null;
  return a + b === 0 ? 0 : (2 * a * b) / (a + b);
}
