import type { SplitImage } from './split-image.ts';

/** An image of a part, with a defect of 10 px for each class id; null: not labelled yet. */
export function image(
  id: string,
  part: string | null,
  classIds: readonly number[] | null = [],
  lot: string | null = null,
): SplitImage {
  return { id, lot, part, defects: classIds?.map((classId) => ({ classId, areaPx: 10 })) ?? null };
}

/** `count` images of parts of their own, named from `from` on. */
export function singles(count: number, classIds: readonly number[] = [], from = 0): SplitImage[] {
  return Array.from({ length: count }, (_, index) =>
    image(`${from + index}`.padStart(5, '0'), null, classIds),
  );
}
