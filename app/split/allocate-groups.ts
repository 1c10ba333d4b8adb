import { Allocation, NOWHERE } from './allocation.ts';
import { stratifyIteratively } from './iterative-stratification.ts';
import { searchLocally } from './local-search.ts';
import type { GroupStrata } from './strata.ts';

/** Up to so many groups the search may go through worse allocations, several times over; above it only improves. */
const FEW_GROUPS = 2000;
const RESTARTS = 6;
const FEWEST_PROPOSALS = 20_000;
const MOST_PROPOSALS = 400_000;
const PROPOSALS_PER_GROUP = 100;

/**
 * A bin for every group, so that each bin gets its share of every stratum as nearly as the groups allow, and no bin
 * stays without a group.
 *
 * @param shares of the images that each bin is to get, 0..1
 * @param fixed the bin of each group that has to stay where it is, else `NOWHERE`
 * @param uniform a source of numbers in [0, 1)
 * @returns the bin of each group
 */
export function allocateGroups(
  strata: GroupStrata,
  shares: readonly number[],
  fixed: Int32Array,
  uniform: () => number,
): Int32Array {
  const movable = [...fixed.keys()].filter((group) => fixed[group] === NOWHERE);
  const byStratum = groupsByStratum(strata, movable);
  const annealed = movable.length <= FEW_GROUPS;
  const proposals = Math.min(
    MOST_PROPOSALS,
    Math.max(FEWEST_PROPOSALS, PROPOSALS_PER_GROUP * movable.length),
  );
  let best: Allocation | null = null;
  for (let restart = 0; restart < (annealed ? RESTARTS : 1); restart++) {
    const allocation = new Allocation(strata, shares);
    for (const [group, bin] of fixed.entries()) if (bin !== NOWHERE) allocation.move(group, bin);
    stratifyIteratively(allocation, strata, shares.length, uniform);
    searchLocally(allocation, byStratum, shares.length, { proposals, annealed }, uniform);
    if (best === null || allocation.cost() < best.cost()) best = allocation;
  }
  return best!.binOf;
}

function groupsByStratum({ strata, starts, entries }: GroupStrata, groups: readonly number[]): number[][] {
  const lists = Array.from({ length: strata }, (): number[] => []);
  for (const group of groups) {
    for (let at = starts[group]; at < starts[group + 1]; at++) lists[entries[at]].push(group);
  }
  return lists.filter((list) => list.length > 0);
}
