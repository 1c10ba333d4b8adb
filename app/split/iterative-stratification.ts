import { type Allocation, NOWHERE } from './allocation.ts';
import { ALL_IMAGES, type GroupStrata } from './strata.ts';

/**
 * Puts every group that is nowhere into a bin: those of the rarest stratum first, the largest of them first, each
 * where that stratum lacks most, then where images lack most.
 * Sechidis, Tsoumakas, Vlahavas, "On the Stratification of Multi-label Data", ECML PKDD 2011, for groups of images.
 *
 * @param uniform a source of numbers in [0, 1), which decides between equals
 */
export function stratifyIteratively(
  allocation: Allocation,
  strata: GroupStrata,
  bins: number,
  uniform: () => number,
): void {
  const waiting = groupsByStratum(allocation, strata);
  const left = waiting.map((groups) => groups.length);
  for (let stratum = rarest(left); stratum !== -1; stratum = rarest(left)) {
    const largestFirst = waiting[stratum]
      .filter(({ group }) => allocation.binOf[group] === NOWHERE)
      .map((entry) => ({ ...entry, order: uniform() }))
      .sort((a, b) => b.share - a.share || a.order - b.order);
    for (const { group } of largestFirst) {
      allocation.move(group, neediestBin(allocation, stratum, bins, uniform));
      for (let at = strata.starts[group]; at < strata.starts[group + 1]; at++) left[strata.entries[at]]--;
    }
  }
}

interface Waiting {
  readonly group: number;
  /** Of the stratum's images, 0..1. */
  readonly share: number;
}

function groupsByStratum(
  { binOf }: Allocation,
  { strata, starts, entries, shares }: GroupStrata,
): Waiting[][] {
  const waiting = Array.from({ length: strata }, (): Waiting[] => []);
  for (const [group, bin] of binOf.entries()) {
    if (bin !== NOWHERE) continue;
    for (let at = starts[group]; at < starts[group + 1]; at++) {
      waiting[entries[at]].push({ group, share: shares[at] });
    }
  }
  return waiting;
}

/** The stratum with the fewest groups left, at least one; -1 where none is left. */
function rarest(left: readonly number[]): number {
  let found = -1;
  for (const [stratum, groups] of left.entries()) {
    if (groups > 0 && (found === -1 || groups < left[found])) found = stratum;
  }
  return found;
}

function neediestBin(allocation: Allocation, stratum: number, bins: number, uniform: () => number): number {
  let neediest = 0;
  let equals = 1;
  for (let bin = 1; bin < bins; bin++) {
    const more =
      allocation.lack(bin, stratum) - allocation.lack(neediest, stratum) ||
      allocation.lack(bin, ALL_IMAGES) - allocation.lack(neediest, ALL_IMAGES);
    equals = more > 0 ? 1 : more === 0 ? equals + 1 : equals;
    if (more > 0 || (more === 0 && uniform() * equals < 1)) neediest = bin;
  }
  return neediest;
}
