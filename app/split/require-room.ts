import { BlemishError } from '../domain/errors.ts';
import { NOWHERE } from './allocation.ts';
import { describeGroup } from './image-groups.ts';
import type { GroupedImages } from './locked-bins.ts';

/**
 * Refuses what cannot be split as asked. A subset's room is its share of all images, rounded up.
 *
 * @param names of the bins, for the messages
 * @param shares of the images that each bin is to get, 0..1
 * @param fixed the bin of each group that is in one already
 * @throws {BlemishError} 'input' where no group can move, there are fewer groups than bins, a group has no room in any
 *   bin, or a bin no room for any group
 */
export function requireRoom(
  grouped: GroupedImages,
  names: readonly string[],
  shares: readonly number[],
  fixed: Int32Array,
): void {
  const { images, groups } = grouped;
  const free = groups.filter((_, group) => fixed[group] === NOWHERE);
  const unfilled = [...names.keys()].filter((bin) => shares[bin] > 0 && !fixed.includes(bin));
  if (images.length === 0) {
    throw new BlemishError('input', {
      problem: 'There are no images to split',
      remedy: 'Import images first',
    });
  }
  if (free.length < unfilled.length) {
    throw new BlemishError('input', {
      problem: `There ${free.length === 1 ? 'is 1 group' : `are ${free.length} groups`} for ${unfilled.length} subsets (${unfilled.map((bin) => names[bin]).join(', ')})`,
      remedy: 'Add images, group them by less, or ask for fewer subsets',
    });
  }
  const bySize = free.toSorted((a, b) => a.length - b.length);
  if (bySize.length === 0) return;
  const room = shares.map((share) => Math.ceil(share * images.length - 1e-6));
  requireRoomForLargest(grouped, bySize[bySize.length - 1], room);
  for (const bin of unfilled) {
    if (bySize[0].length > room[bin]) throw noGroupFits(grouped, bySize[0], names[bin], room[bin]);
  }
}

function requireRoomForLargest(
  { images, groupBy }: GroupedImages,
  largest: readonly number[],
  room: readonly number[],
): void {
  if (largest.length <= Math.max(...room)) return;
  throw new BlemishError('input', {
    subject: describeGroup(images, largest, groupBy),
    problem: `It has ${largest.length} of ${images.length} images, more than the largest subset is to get (${Math.max(...room)})`,
    remedy: 'Group the images by less, or give one subset a larger ratio',
  });
}

function noGroupFits(
  { images, groupBy }: GroupedImages,
  smallest: readonly number[],
  subset: string,
  room: number,
): BlemishError {
  return new BlemishError('input', {
    subject: describeGroup(images, smallest, groupBy),
    problem: `It is the smallest group and has ${smallest.length} of ${images.length} images, more than the subset ${subset} is to get (${room})`,
    remedy: `Group the images by less, give ${subset} a larger ratio, or leave out one lot at a time`,
  });
}
