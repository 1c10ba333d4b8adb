/** Does one unit of work and tells how long it took, ms. */
export type Timed = () => Promise<number>;

/** Medians, or what else the times are summed up by, ms. */
export interface Measured {
  readonly ours_ms: number;
  readonly reference_ms: number | null;
}

/**
 * Measures both in turns, so that whatever else the machine does meets both alike. Which of the two goes first
 * changes from round to round.
 * @param warmup rounds before those that count
 * @param summary what a figure is of its times
 */
export async function measureInTurns(
  ours: Timed,
  reference: Timed | null,
  rounds: number,
  warmup: number,
  summary: (times: readonly number[]) => number = median,
): Promise<Measured> {
  const times: { ours: number[]; reference: number[] } = { ours: [], reference: [] };
  for (let round = 0; round < warmup + rounds; round++) {
    const order = round % 2 === 0 ? (['ours', 'reference'] as const) : (['reference', 'ours'] as const);
    for (const who of order) {
      const ms = await (who === 'ours' ? ours() : reference?.());
      if (ms !== undefined && round >= warmup) times[who].push(ms);
    }
  }
  return { ours_ms: summary(times.ours), reference_ms: reference === null ? null : summary(times.reference) };
}

/** The least of the numbers that 99 in 100 do not exceed; of at least one number. */
export function percentile99(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.ceil(0.99 * sorted.length) - 1];
}

/** Of at least one number. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
