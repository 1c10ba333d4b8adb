import { ratio } from '../ratio.ts';
import type { InstanceMatches } from './match-instances.ts';

/** Instances of one class by size; lists are by size bin. They add up over images. */
export interface DetectionCounts {
  readonly truths: readonly number[];
  /** True instances with a match. */
  readonly found: readonly number[];
  /** Predicted instances without one, by their own size. */
  readonly falseCalls: readonly number[];
  readonly merges: number;
  readonly splits: number;
}

/** What was looked at; it adds up. */
export interface InspectedExtent {
  readonly images: number;
  /** Of all counted pixels; 0 where no scale is known. */
  readonly areaMm2: number;
}

/** Rates are null where there is nothing to divide by. */
export interface DetectionScores {
  /** Found over all true instances: the brief's Instance Detection Rate (6.4). */
  readonly instanceDetectionRate: number | null;
  /** By size bin. */
  readonly detectionRateBySize: readonly (number | null)[];
  readonly truths: number;
  readonly found: number;
  readonly falseCalls: number;
  readonly falseCallsBySize: readonly number[];
  readonly falseCallsPerImage: number | null;
  readonly falseCallsPerM2: number | null;
  readonly merges: number;
  readonly splits: number;
}

export const MM2_PER_M2 = 1e6;

/**
 * @param trueSizes by instance
 * @param predictedSizes by instance
 * @param edges ascending; bin i holds sizes from edge i - 1 on and below edge i, the first and the last are open
 */
export function detectionCounts(
  { missed, falseCalls, merges, splits }: InstanceMatches,
  trueSizes: readonly number[],
  predictedSizes: readonly number[],
  edges: readonly number[],
): DetectionCounts {
  const truths = binned(trueSizes, edges);
  const notFound = binned(
    missed.map((truth) => trueSizes[truth]),
    edges,
  );
  return {
    truths,
    found: truths.map((count, bin) => count - notFound[bin]),
    falseCalls: binned(
      falseCalls.map((prediction) => predictedSizes[prediction]),
      edges,
    ),
    merges: merges.length,
    splits: splits.length,
  };
}

export function detectionScores(
  counts: DetectionCounts,
  { images, areaMm2 }: InspectedExtent,
): DetectionScores {
  const [truths, found, falseCalls] = [sum(counts.truths), sum(counts.found), sum(counts.falseCalls)];
  return {
    instanceDetectionRate: ratio(found, truths),
    detectionRateBySize: counts.found.map((count, bin) => ratio(count, counts.truths[bin])),
    truths,
    found,
    falseCalls,
    falseCallsBySize: counts.falseCalls,
    falseCallsPerImage: ratio(falseCalls, images),
    falseCallsPerM2: ratio(falseCalls * MM2_PER_M2, areaMm2),
    merges: counts.merges,
    splits: counts.splits,
  };
}

function binned(sizes: readonly number[], edges: readonly number[]): number[] {
  const bins = new Array<number>(edges.length + 1).fill(0);
  for (const size of sizes) bins[sizeBin(size, edges)]++;
  return bins;
}

/** The bin that holds a size: its number of edges at or below it. */
export function sizeBin(size: number, edges: readonly number[]): number {
  const edge = edges.findIndex((limit) => size < limit);
  return edge < 0 ? edges.length : edge;
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}
