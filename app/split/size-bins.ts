import { quantile } from '../metrics/intervals/quantile.ts';
import type { SplitImage } from './split-image.ts';

export const SIZE_BINS = ['small', 'medium', 'large'] as const;

/** The areas up to which a class's defects are small and medium, px: its thirds over all images given. */
export type SizeBounds = readonly [small: number, medium: number];

/** The bounds of each class that labels a defect, in order of the class ids. */
export function sizeBoundsByClass(images: readonly SplitImage[]): Map<number, SizeBounds> {
  const areas = new Map<number, number[]>();
  for (const { defects } of images) {
    for (const { classId, areaPx } of defects ?? []) {
      const known = areas.get(classId);
      if (known === undefined) areas.set(classId, [areaPx]);
      else known.push(areaPx);
    }
  }
  return new Map(
    [...areas].sort(([a], [b]) => a - b).map(([classId, values]) => [classId, thirdsOf(values)]),
  );
}

/** The place in `SIZE_BINS` of a defect of `areaPx`. */
export function sizeBinOf(areaPx: number, [small, medium]: SizeBounds): number {
  return areaPx <= small ? 0 : areaPx <= medium ? 1 : 2;
}

function thirdsOf(areas: readonly number[]): SizeBounds {
  const ascending = Float64Array.from(areas).sort();
  return [quantile(ascending, 1 / 3) ?? 0, quantile(ascending, 2 / 3) ?? 0];
}
