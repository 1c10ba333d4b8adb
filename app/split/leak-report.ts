import { describeGroup, groupImages, type GroupKey, type Link } from './image-groups.ts';
import type { SplitImage } from './split-image.ts';
import { SUBSETS, type Subset } from '../domain/split.ts';

/** Images that have something in common and lie in different subsets: scores on them flatter. */
export interface Leak {
  /** 'linked': joined by the links given, directly or through others. */
  readonly kind: GroupKey | 'linked';
  /** What they have in common, in words. */
  readonly name: string;
  /** The ids of the images in each subset, for two subsets or more. */
  readonly members: ReadonlyMap<Subset, readonly string[]>;
}

/**
 * Every lot, part and group of linked images that a split divides, those with most images first.
 * @param subsetOf for each image, null where it is in no subset
 */
export function leakReport(
  images: readonly SplitImage[],
  subsetOf: readonly (Subset | null)[],
  keys: readonly GroupKey[],
  links: readonly Link[] = [],
): Leak[] {
  const leaksOf = (kind: Leak['kind'], by: readonly GroupKey[], joined: readonly Link[]): Leak[] =>
    groupImages(images, by, joined).flatMap((group) => {
      const members = new Map(
        SUBSETS.map(
          (subset) =>
            [
              subset,
              group.filter((index) => subsetOf[index] === subset).map((index) => images[index].id),
            ] as const,
        ).filter(([, ids]) => ids.length > 0),
      );
      return members.size < 2 ? [] : [{ kind, name: describeGroup(images, group, by), members }];
    });
  return [...keys.flatMap((key) => leaksOf(key, [key], [])), ...leaksOf('linked', [], links)].sort(
    (a, b) => imagesOf(b) - imagesOf(a),
  );
}

function imagesOf({ members }: Leak): number {
  return [...members.values()].reduce((sum, ids) => sum + ids.length, 0);
}
