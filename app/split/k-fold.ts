import { BlemishError } from '../domain/errors.ts';
import { allocateGroups } from './allocate-groups.ts';
import { NOWHERE } from './allocation.ts';
import { groupImages, ofEachImage } from './image-groups.ts';
import { requireRoom } from './require-room.ts';
import type { SplitImage } from './split-image.ts';
import type { SplitOptions } from './split-images.ts';
import { stratify } from './strata.ts';
import type { Subset } from '../domain/split.ts';

/**
 * The fold (0 to `folds` - 1) of each image, in the order of the images: groups whole, and every stratum of
 * `splitImages` in each fold alike.
 *
 * @throws {BlemishError} 'usage' for fewer than two folds, 'input' where the groups do not fit into so many
 */
export function assignFolds(
  images: readonly SplitImage[],
  folds: number,
  { groupBy = [], links = [], uniform }: Pick<SplitOptions, 'groupBy' | 'links' | 'uniform'>,
): number[] {
  if (!Number.isInteger(folds) || folds < 2) {
    throw new BlemishError('usage', {
      problem: `There cannot be ${folds} folds`,
      remedy: 'Ask for two or more, usually five',
    });
  }
  const groups = groupImages(images, groupBy, links);
  const shares = Array<number>(folds).fill(1 / folds);
  const names = shares.map((_, fold) => `fold ${fold + 1}`);
  const fixed = new Int32Array(groups.length).fill(NOWHERE);
  requireRoom({ images, groups, groupBy }, names, shares, fixed);
  const bins = allocateGroups(stratify(images, groups), shares, fixed, uniform);
  return ofEachImage(groups, (group) => bins[group]);
}

/** The split of one round: fold `round` is tested; of three folds or more, the one after it validates. */
export function splitOfRound(foldOf: readonly number[], folds: number, round: number): Subset[] {
  const validation = folds > 2 ? (round + 1) % folds : -1;
  return foldOf.map((fold) => (fold === round ? 'test' : fold === validation ? 'val' : 'train'));
}
