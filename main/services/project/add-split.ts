import type { Split, SplitMember } from '../../../app/domain/split.ts';
import type { ProjectStore } from '../../store/project-store.ts';

/**
 * Stores a split, unless the newest one is the same already.
 * @returns the id of the one that is stored
 */
export function addSplit(store: ProjectStore, split: Split, members: readonly SplitMember[]): string {
  const newest = store.splits.list().at(0);
  const sorted = members.toSorted((a, b) => (a.imageId < b.imageId ? -1 : 1));
  if (newest !== undefined && identity(newest, store.splits.members(newest.id)) === identity(split, sorted)) {
    return newest.id;
  }
  store.splits.add(split, sorted);
  return split.id;
}

function identity({ name, method, options, seed, locked }: Split, members: readonly SplitMember[]): string {
  const pairs = members.map(({ imageId, subset }) => [imageId, subset]);
  return JSON.stringify([name, method, options, seed, locked, pairs]);
}
