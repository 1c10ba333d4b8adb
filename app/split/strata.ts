import type { ImageGroup } from './image-groups.ts';
import { SIZE_BINS, sizeBinOf, sizeBoundsByClass } from './size-bins.ts';
import type { SplitImage } from './split-image.ts';

/**
 * What is spread over the subsets alike, each stratum by its number of images: all images, those not labelled yet,
 * those free of defects, and for every class those that show it and those that show a small, medium or large one.
 * Kept sparse: entries `starts[g]` to `starts[g + 1]` are the strata of group g and the share of each (0..1, of all
 * its images) that lies in the group.
 */
export interface GroupStrata {
  readonly strata: number;
  /** What a deviation of each stratum counts; 0 for a stratum without images. */
  readonly weights: Float64Array;
  readonly starts: Int32Array;
  readonly entries: Int32Array;
  readonly shares: Float64Array;
}

/** The stratum of all images. */
export const ALL_IMAGES = 0;
const UNLABELLED = 1;
const FREE_OF_DEFECTS = 2;
const FIRST_CLASS = 3;
const STRATA_OF_A_CLASS = 1 + SIZE_BINS.length;

/** Presence comes first and size decides among equals: 1 point of a class weighs as much as 58 of a size. */
const SIZE_WEIGHT = 3e-4;

export function stratify(images: readonly SplitImage[], groups: readonly ImageGroup[]): GroupStrata {
  const { strata, strataOf } = strataOfImages(images);
  const totals = new Float64Array(strata);
  const starts = new Int32Array(groups.length + 1);
  const entries: number[] = [];
  const counts: number[] = [];
  for (const [index, group] of groups.entries()) {
    const inGroup = new Map<number, number>();
    for (const image of group) {
      for (const stratum of strataOf(images[image])) inGroup.set(stratum, (inGroup.get(stratum) ?? 0) + 1);
    }
    for (const [stratum, count] of inGroup) {
      entries.push(stratum);
      counts.push(count);
      totals[stratum] += count;
    }
    starts[index + 1] = entries.length;
  }
  return {
    strata,
    weights: totals.map((total, stratum) => (total === 0 ? 0 : weightOf(stratum))),
    starts,
    entries: Int32Array.from(entries),
    shares: Float64Array.from(counts, (count, entry) => count / totals[entries[entry]]),
  };
}

function weightOf(stratum: number): number {
  const isSize = stratum >= FIRST_CLASS && (stratum - FIRST_CLASS) % STRATA_OF_A_CLASS > 0;
  return isSize ? SIZE_WEIGHT : 1;
}

function strataOfImages(images: readonly SplitImage[]): {
  strata: number;
  strataOf: (image: SplitImage) => ReadonlySet<number>;
} {
  const bounds = sizeBoundsByClass(images);
  const firstOf = new Map([...bounds.keys()].map((id, at) => [id, FIRST_CLASS + at * STRATA_OF_A_CLASS]));
  const strataOf = ({ defects }: SplitImage): ReadonlySet<number> => {
    if (defects === null) return new Set([ALL_IMAGES, UNLABELLED]);
    if (defects.length === 0) return new Set([ALL_IMAGES, FREE_OF_DEFECTS]);
    const found = new Set([ALL_IMAGES]);
    for (const { classId, areaPx } of defects) {
      const first = firstOf.get(classId)!;
      found.add(first).add(first + 1 + sizeBinOf(areaPx, bounds.get(classId)!));
    }
    return found;
  };
  return { strata: FIRST_CLASS + bounds.size * STRATA_OF_A_CLASS, strataOf };
}
