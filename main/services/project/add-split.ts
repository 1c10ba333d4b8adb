import type { Split, SplitMember } from '../../../app/domain/split.ts';
import type { ProjectStore } from '../../store/project-store.ts';

/**
 * Stores a split, unless the newest one is the same already.
 * @returns the id of the one that is stored
 */
export function addSplit(store: ProjectStore, split: Split, members: readonly SplitMember[]): string {
  const same = sameSplit(store, split, members);
  if (same !== null) return same.id;
  store.splits.add(split, members);
  return split.id;
}

/** The newest split, where it says the same; else null. */
export function sameSplit(store: ProjectStore, split: Split, members: readonly SplitMember[]): Split | null {
  const newest = store.splits.list().at(0);
  if (newest === undefined || identity(newest) !== identity(split)) return null;
  const sorted = members.toSorted((a, b) => (a.imageId < b.imageId ? -1 : 1));
  return JSON.stringify(pairs(store.splits.members(newest.id))) === JSON.stringify(pairs(sorted))
    ? newest
    : null;
}

function identity({ name, method, options, seed, locked }: Split): string {
  return JSON.stringify([name, method, options, seed, locked]);
}

function pairs(members: readonly SplitMember[]): unknown {
  return members.map(({ imageId, subset }) => [imageId, subset]);
}
