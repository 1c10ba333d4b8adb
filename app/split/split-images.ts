import { allocateGroups } from './allocate-groups.ts';
import { type GroupKey, groupImages, type Link, ofEachImage } from './image-groups.ts';
import { lockedBins } from './locked-bins.ts';
import { requireRoom } from './require-room.ts';
import type { SplitImage } from './split-image.ts';
import { stratify } from './strata.ts';
import type { Subset } from '../domain/split.ts';
import { DEFAULT_RATIOS, type Ratios, subsetShares } from './ratios.ts';

export interface SplitOptions {
  readonly ratios?: Ratios;
  /** What never lies in two subsets. */
  readonly groupBy?: readonly GroupKey[];
  /** Further pairs that never do, such as near-duplicates. */
  readonly links?: readonly Link[];
  /** Members of locked subsets, by image id: they stay, and what belongs to their groups joins them. */
  readonly locked?: ReadonlyMap<string, Subset>;
  /** A source of numbers in [0, 1): the same numbers give the same split, in whatever order the images come. */
  readonly uniform: () => number;
}

/**
 * The subset of each image, in the order of the images: groups whole, and of every class, of its small, medium and
 * large defects, of the images free of defects and of those not labelled yet, in each subset the share asked for, as
 * nearly as the groups allow (docs/splits.md). `balanceTable` says how nearly.
 *
 * @throws {BlemishError} 'input' where the ratios are none, there is nothing to split, a group is larger
 *   than any subset or every group larger than some subset, or a group has members in two locked subsets
 */
export function splitImages(images: readonly SplitImage[], options: SplitOptions): Subset[] {
  const { ratios = DEFAULT_RATIOS, groupBy = [], links = [], locked = new Map<string, Subset>() } = options;
  const shares = subsetShares(ratios);
  const groups = groupImages(images, groupBy, links);
  const subsets = [...new Set([...shares.map(({ subset }) => subset), ...locked.values()])];
  const targets = subsets.map((subset) => shares.find((asked) => asked.subset === subset)?.share ?? 0);
  const fixed = lockedBins({ images, groups, groupBy }, subsets, locked);
  requireRoom({ images, groups, groupBy }, subsets, targets, fixed);
  const bins = allocateGroups(stratify(images, groups), targets, fixed, options.uniform);
  return ofEachImage(groups, (group) => subsets[bins[group]]);
}
