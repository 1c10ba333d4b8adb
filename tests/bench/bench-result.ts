import os from 'node:os';
import type { Measured } from './in-turns.ts';

/** What a bench found, as `--json` prints it. */
export interface BenchResult {
  readonly name: string;
  /** Medians, ms; the reference's is null where it was skipped. */
  readonly ours_ms: number;
  readonly reference_ms: number | null;
  /** Reference over ours: above 1, ours is faster. */
  readonly ratio: number | null;
  /** What the reference was, or would have been. */
  readonly reference: string;
  readonly cores: number;
  readonly cpu: string;
}

/** What a bench of several figures found: `<figure>_ms`, and `reference_<figure>_ms` where that was not skipped. */
export type FiguresResult = Readonly<Record<`${string}_ms`, number | null>> &
  Pick<BenchResult, 'name' | 'reference' | 'cores' | 'cpu'>;

export function benchResult(name: string, measured: Measured, reference: string): BenchResult {
  const { ours_ms, reference_ms } = measured;
  return {
    name,
    ours_ms,
    reference_ms,
    ratio: reference_ms === null ? null : reference_ms / ours_ms,
    reference,
    ...machine(),
  };
}

export function figuresResult(
  name: string,
  figures: Readonly<Record<string, Measured>>,
  reference: string,
): FiguresResult {
  const times: Record<`${string}_ms`, number | null> = {};
  for (const [figure, { ours_ms, reference_ms }] of Object.entries(figures)) {
    times[`${figure}_ms`] = ours_ms;
    times[`reference_${figure}_ms`] = reference_ms;
  }
  return { name, ...times, reference, ...machine() };
}

function machine(): Pick<BenchResult, 'cores' | 'cpu'> {
  return { cores: os.availableParallelism(), cpu: os.cpus().at(0)?.model ?? 'unknown' };
}
