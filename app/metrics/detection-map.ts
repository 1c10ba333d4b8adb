import { bestOf, countingMap } from './instance-histogram.ts';
import type { InspectedExtent } from './instances/detection.ts';
import { MM2_PER_M2 } from './instances/detection.ts';
import type { Overlap } from './overlaps.ts';
import { ratio } from './ratio.ts';

/** The operating points (t, A) that a map holds. */
export interface OperatingGrid {
  /** t, ascending. */
  readonly thresholds: readonly number[];
  /** A, px, ascending, at least 1. */
  readonly areas: readonly number[];
}

/** Found defects and false calls of one class at every operating point, by size bin; they add up over images. */
export interface DetectionMap {
  /** `[bins]` */
  readonly truths: readonly number[];
  /** `[bins, thresholds, areas]`: true instances that share a pixel with an instance that counts. */
  readonly found: readonly number[];
  /** `[bins, thresholds, areas]`: instances that count and share a pixel with no true one, by their own size. */
  readonly falseCalls: readonly number[];
}

/** The instances of one class in one image. */
export interface MappedInstances {
  /** Size bin by true instance. */
  readonly truthBins: readonly number[];
  /** Size bin by instance of p >= t0. */
  readonly predictionBins: readonly number[];
  /** Of true instances with those of p >= t0. */
  readonly overlaps: readonly Overlap[];
  /** Of the instances of p >= t0, over the grid's thresholds. */
  readonly histograms: readonly Int32Array[];
}

/** The whole map from one histogram per instance of p >= t0. */
export function detectionMap(
  { truthBins, predictionBins, overlaps, histograms }: MappedInstances,
  { thresholds, areas }: OperatingGrid,
  bins: number,
): DetectionMap {
  const byTruth = Map.groupBy(overlaps, ({ truth }) => truth);
  const touching = new Set(overlaps.map(({ prediction }) => prediction));
  const every = Array.from({ length: bins }, (_, bin) => bin);
  const mapOf = (ofBin: readonly Int32Array[]): number[] => countingMap(ofBin, thresholds, areas);
  return {
    truths: every.map((bin) => truthBins.filter((own) => own === bin).length),
    found: every.flatMap((bin) => {
      const touched = [...byTruth].filter(([truth]) => truthBins[truth] === bin);
      const best = touched.map(([, pairs]) => pairs.map(({ prediction }) => histograms[prediction]));
      return mapOf(best.map((ofTruth) => bestOf(ofTruth, thresholds)));
    }),
    falseCalls: every.flatMap((bin) =>
      mapOf(histograms.filter((_, own) => predictionBins[own] === bin && !touching.has(own))),
    ),
  };
}

/** What an image without the class adds: nothing. */
export function noDetectionMap({ thresholds, areas }: OperatingGrid, bins: number): DetectionMap {
  const none = new Array<number>(bins * thresholds.length * areas.length).fill(0);
  return { truths: new Array<number>(bins).fill(0), found: none, falseCalls: none };
}

/** `[thresholds][areas]`; null where there is nothing to divide by. */
type Rates = readonly (readonly (number | null)[])[];

export interface MapRates {
  readonly truths: number;
  readonly detectionRate: Rates;
  readonly falseCallsPerImage: Rates;
  readonly falseCallsPerM2: Rates;
}

export interface DetectionMapScores extends OperatingGrid, MapRates {
  /** By size bin. */
  readonly bySize: readonly MapRates[];
}

export function detectionMapScores(
  map: DetectionMap,
  { thresholds, areas }: OperatingGrid,
  { images, areaMm2 }: InspectedExtent,
): DetectionMapScores {
  const ratesOf = (bins: readonly number[]): MapRates => {
    const truths = bins.reduce((sum, bin) => sum + map.truths[bin], 0);
    const table = (counts: readonly number[], share: (count: number) => number | null): Rates =>
      thresholds.map((_, t) =>
        areas.map((__, a) =>
          share(bins.reduce((sum, bin) => sum + counts[(bin * thresholds.length + t) * areas.length + a], 0)),
        ),
      );
    return {
      truths,
      detectionRate: table(map.found, (found) => ratio(found, truths)),
      falseCallsPerImage: table(map.falseCalls, (calls) => ratio(calls, images)),
      falseCallsPerM2: table(map.falseCalls, (calls) => ratio(calls * MM2_PER_M2, areaMm2)),
    };
  };
  const every = [...map.truths.keys()];
  return { thresholds, areas, ...ratesOf(every), bySize: every.map((bin) => ratesOf([bin])) };
}
