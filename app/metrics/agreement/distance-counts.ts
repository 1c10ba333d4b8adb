import type { ContourDifferences } from './contour-differences.ts';

/** How often each value occurs, so that quantiles of many samples do not sort every pixel anew. */
export interface DistanceCounts {
  /** Ascending, each once. */
  readonly values: Float64Array;
  /** By sample: the places of its values among all, and how often each occurs. */
  readonly samples: readonly ValueCounts[];
}

export interface ValueCounts {
  readonly places: Int32Array;
  readonly counts: Float64Array;
}

/** @param samples what each part or lot holds */
export function countDistances(
  samples: readonly (readonly Pick<ContourDifferences, 'signed'>[])[],
  distance: (signed: number) => number,
): DistanceCounts {
  const tallies = samples.map((images) => {
    const tally = new Map<number, number>();
    for (const { signed } of images) {
      for (const value of signed) tally.set(distance(value), (tally.get(distance(value)) ?? 0) + 1);
    }
    return tally;
  });
  const values = Float64Array.from(new Set(tallies.flatMap((tally) => [...tally.keys()]))).sort();
  const placeOf = new Map([...values].map((value, place) => [value, place]));
  return {
    values,
    samples: tallies.map((tally) => ({
      places: Int32Array.from([...tally.keys()], (value) => placeOf.get(value) ?? 0),
      counts: Float64Array.from(tally.values()),
    })),
  };
}

/** As `quantile` has it, of the samples drawn; null without a value. */
export function quantileOfCounts(
  values: Float64Array,
  drawn: readonly ValueCounts[],
  share: number,
): number | null {
  const counts = new Float64Array(values.length);
  for (const sample of drawn) {
    for (let i = 0; i < sample.places.length; i++) counts[sample.places[i]] += sample.counts[i];
  }
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (total === 0) return null;
  const rank = share * (total - 1);
  const below = Math.floor(rank);
  const [low, high] = [valueAt(below), valueAt(Math.min(below + 1, total - 1))];
  return low + (rank - below) * (high - low);

  function valueAt(place: number): number {
    let sum = 0;
    return values[counts.findIndex((count) => (sum += count) > place)];
  }
}
