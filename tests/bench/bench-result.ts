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

export function benchResult(name: string, measured: Measured, reference: string): BenchResult {
  const { ours_ms, reference_ms } = measured;
  return {
    name,
    ours_ms,
    reference_ms,
    ratio: reference_ms === null ? null : reference_ms / ours_ms,
    reference,
    cores: os.availableParallelism(),
    cpu: os.cpus().at(0)?.model ?? 'unknown',
  };
}
