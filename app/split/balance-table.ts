import { SIZE_BINS, type SizeBounds, sizeBinOf, sizeBoundsByClass } from './size-bins.ts';
import type { SplitImage } from './split-image.ts';
import { SUBSETS, type Subset } from '../domain/split.ts';
import type { Ratios } from './ratios.ts';

/** What a subset has of something, and how that compares with what was asked. */
export interface Counted {
  readonly images: number;
  /** Of all images of the kind in the split, 0..1; null where there are none. */
  readonly share: number | null;
  /** Share minus ratio, percentage points. */
  readonly deviation: number | null;
}

export interface ClassBalance extends Counted {
  readonly classId: number;
  readonly instances: number;
  readonly pixels: number;
  /** Instances by size: small, medium, large. */
  readonly sizes: readonly number[];
}

export interface SubsetBalance {
  readonly subset: Subset;
  readonly all: Counted;
  readonly unlabelled: Counted;
  readonly freeOfDefects: Counted;
  /** In order of the class ids; an image counts for each class it shows. */
  readonly classes: readonly ClassBalance[];
}

export interface BalanceTable {
  /** One row a subset with a ratio or a member, in the order of `SUBSETS`. */
  readonly rows: readonly SubsetBalance[];
  readonly sizeBounds: ReadonlyMap<number, SizeBounds>;
  /** The largest absolute deviation of a class's images, percentage points; 0 without a class. */
  readonly largestClassDeviation: number;
}

/**
 * How the images and their defects lie in the subsets, beside what was asked.
 * @param subsetOf for each image, null where it is in no subset; those count nowhere
 */
export function balanceTable(
  images: readonly SplitImage[],
  subsetOf: readonly (Subset | null)[],
  ratios: Ratios,
): BalanceTable {
  const included = images.filter((_, index) => subsetOf[index] !== null);
  const sizeBounds = sizeBoundsByClass(included);
  const whole = tally(included, sizeBounds);
  const rows = SUBSETS.filter((subset) => (ratios[subset] ?? 0) > 0 || subsetOf.includes(subset)).map(
    (subset) => {
      const part = tally(
        images.filter((_, index) => subsetOf[index] === subset),
        sizeBounds,
      );
      return { subset, ...compare(part, whole, ratios[subset] ?? 0) };
    },
  );
  const deviations = rows.flatMap(({ classes }) => classes.map(({ deviation }) => Math.abs(deviation ?? 0)));
  return { rows, sizeBounds, largestClassDeviation: Math.max(0, ...deviations) };
}

interface ClassTally {
  images: number;
  instances: number;
  pixels: number;
  readonly sizes: number[];
}

interface Tally {
  readonly all: number;
  readonly unlabelled: number;
  readonly freeOfDefects: number;
  readonly classes: ReadonlyMap<number, ClassTally>;
}

function tally(images: readonly SplitImage[], sizeBounds: ReadonlyMap<number, SizeBounds>): Tally {
  const classes = new Map(
    [...sizeBounds.keys()].map((classId): [number, ClassTally] => [
      classId,
      { images: 0, instances: 0, pixels: 0, sizes: SIZE_BINS.map(() => 0) },
    ]),
  );
  for (const { defects } of images) {
    for (const classId of new Set(defects?.map((defect) => defect.classId))) classes.get(classId)!.images++;
    for (const { classId, areaPx } of defects ?? []) {
      const ofClass = classes.get(classId)!;
      ofClass.instances++;
      ofClass.pixels += areaPx;
      ofClass.sizes[sizeBinOf(areaPx, sizeBounds.get(classId)!)]++;
    }
  }
  return {
    all: images.length,
    unlabelled: images.filter(({ defects }) => defects === null).length,
    freeOfDefects: images.filter(({ defects }) => defects?.length === 0).length,
    classes,
  };
}

function compare(part: Tally, whole: Tally, ratio: number): Omit<SubsetBalance, 'subset'> {
  const counted = (images: number, of: number): Counted => {
    const share = of === 0 ? null : images / of;
    return { images, share, deviation: share === null ? null : 100 * (share - ratio) };
  };
  return {
    all: counted(part.all, whole.all),
    unlabelled: counted(part.unlabelled, whole.unlabelled),
    freeOfDefects: counted(part.freeOfDefects, whole.freeOfDefects),
    classes: [...part.classes].map(([classId, ofClass]) => ({
      classId,
      ...ofClass,
      ...counted(ofClass.images, whole.classes.get(classId)!.images),
    })),
  };
}
