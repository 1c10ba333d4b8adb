/** How much contour lies at which distance, so that quantiles of a set follow from what its images hold. */
export interface DistanceDistribution {
  /** Ascending, each once; the last may be Infinity, where the image has no contour to be far from. */
  readonly distances: readonly number[];
  /** Length of contour at each distance. */
  readonly lengths: readonly number[];
}

export const NO_DISTANCES: DistanceDistribution = { distances: [], lengths: [] };

export function distributionOf(squared: Float64Array, lengths: Float64Array): DistanceDistribution {
  const lengthAt = new Map<number, number>();
  squared.forEach((distance, i) => lengthAt.set(distance, (lengthAt.get(distance) ?? 0) + lengths[i]));
  const sorted = [...lengthAt].sort(([a], [b]) => a - b);
  return {
    distances: sorted.map(([distance]) => Math.sqrt(distance)),
    lengths: sorted.map(([, length]) => length),
  };
}

export function addDistributions(a: DistanceDistribution, b: DistanceDistribution): DistanceDistribution {
  const distances: number[] = [];
  const lengths: number[] = [];
  for (let i = 0, j = 0; i < a.distances.length || j < b.distances.length;) {
    const [first, second] = [a.distances[i] ?? NaN, b.distances[j] ?? NaN];
    const takesFirst = !(second < first) && i < a.distances.length;
    const takesSecond = !(first < second) && j < b.distances.length;
    distances.push(takesFirst ? first : second);
    lengths.push((takesFirst ? a.lengths[i++] : 0) + (takesSecond ? b.lengths[j++] : 0));
  }
  return { distances, lengths };
}

export function totalLength({ lengths }: DistanceDistribution): number {
  return lengths.reduce((sum, length) => sum + length, 0);
}

/** The length of contour that is no farther than `distance`. */
export function lengthWithin({ distances, lengths }: DistanceDistribution, distance: number): number {
  return lengths.reduce((sum, length, i) => (distances[i] <= distance * (1 + 1e-9) ? sum + length : sum), 0);
}

/** The mean over the contour that has another one in its image; null when none has. */
export function meanDistance({ distances, lengths }: DistanceDistribution): number | null {
  let sum = 0;
  let total = 0;
  for (let i = 0; i < distances.length && distances[i] < Infinity; i++) {
    sum += distances[i] * lengths[i];
    total += lengths[i];
  }
  return total === 0 ? null : sum / total;
}

/** The least distance that `share` of the contour does not exceed; null without contour or when it is infinite. */
export function quantile(distribution: DistanceDistribution, share: number): number | null {
  const { distances, lengths } = distribution;
  const wanted = share * totalLength(distribution);
  let sum = 0;
  for (let i = 0; i < distances.length; i++) {
    sum += lengths[i];
    if (sum >= wanted * (1 - 1e-12)) return Number.isFinite(distances[i]) ? distances[i] : null;
  }
  return null;
}
