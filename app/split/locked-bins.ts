import { BlemishError } from '../domain/errors.ts';
import { NOWHERE } from './allocation.ts';
import { describeGroup, type GroupKey, type ImageGroup } from './image-groups.ts';
import type { SplitImage } from './split-image.ts';
import type { Subset } from '../domain/split.ts';

/** Images and how they hang together. */
export interface GroupedImages {
  readonly images: readonly SplitImage[];
  readonly groups: readonly ImageGroup[];
  readonly groupBy: readonly GroupKey[];
}

/**
 * For each group the place in `subsets` where its locked members are, `NOWHERE` for a group without any.
 * @throws {BlemishError} 'input' where a group has members in two of them
 */
export function lockedBins(
  { images, groups, groupBy }: GroupedImages,
  subsets: readonly Subset[],
  locked: ReadonlyMap<string, Subset>,
): Int32Array {
  return Int32Array.from(groups, (group) => {
    const found = new Set(group.flatMap((index) => locked.get(images[index].id) ?? []));
    if (found.size > 1) {
      throw new BlemishError('input', {
        subject: describeGroup(images, group, groupBy),
        problem: `Its images are in several locked subsets: ${[...found].join(', ')}`,
        remedy: 'Unlock all of these but one, or group the images by less',
      });
    }
    const [subset] = found;
    return found.size === 0 ? NOWHERE : subsets.indexOf(subset);
  });
}
