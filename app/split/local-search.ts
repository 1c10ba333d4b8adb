import type { Allocation } from './allocation.ts';

/** From accepting a usual worsening to accepting none. */
const COOLING = 1e-5;
const SAMPLED_MOVES = 200;

/**
 * Lowers the cost by moving a group to another bin or exchanging two groups of one stratum, `proposals` times at
 * random. Groups are drawn by way of their strata, so that those of rare classes are not lost among the many others.
 * Kirkpatrick, Gelatt, Vecchi, "Optimization by Simulated Annealing", Science 220, 1983.
 *
 * @param byStratum the groups that may change their bins, a list for each stratum that has any
 * @param annealed whether worse allocations are accepted on the way, less and less; else every step is an improvement
 * @param uniform a source of numbers in [0, 1)
 */
export function searchLocally(
  allocation: Allocation,
  byStratum: readonly (readonly number[])[],
  bins: number,
  { proposals, annealed }: { readonly proposals: number; readonly annealed: boolean },
  uniform: () => number,
): void {
  if (bins < 2 || byStratum.length === 0) return;
  const pick = <T>(list: readonly T[]): T => list[Math.floor(uniform() * list.length)];
  const otherBin = (group: number): number =>
    (allocation.binOf[group] + 1 + Math.floor(uniform() * (bins - 1))) % bins;
  const cooling = COOLING ** (1 / proposals);
  let temperature = annealed
    ? usualChange(() => {
        const group = pick(pick(byStratum));
        return allocation.costOfMove(group, otherBin(group));
      })
    : 0;
  for (let proposal = 0; proposal < proposals; proposal++, temperature *= cooling) {
    const mostCost = temperature > 0 ? -temperature * Math.log(1 - uniform()) : 0;
    const stratum = pick(byStratum);
    const group = pick(stratum);
    if (uniform() < 0.5) tryMove(allocation, group, otherBin(group), mostCost);
    else tryExchange(allocation, group, pick(stratum), mostCost);
  }
}

function isAccepted(cost: number, mostCost: number): boolean {
  return cost < 0 || cost < mostCost;
}

function tryMove(allocation: Allocation, group: number, to: number, mostCost: number): void {
  if (isAccepted(allocation.costOfMove(group, to), mostCost)) allocation.move(group, to);
}

function tryExchange(allocation: Allocation, first: number, second: number, mostCost: number): void {
  const [firstBin, secondBin] = [allocation.binOf[first], allocation.binOf[second]];
  if (firstBin === secondBin) return;
  const there = allocation.costOfMove(first, secondBin);
  allocation.move(first, secondBin);
  if (isAccepted(there + allocation.costOfMove(second, firstBin), mostCost)) {
    allocation.move(second, firstBin);
  } else {
    allocation.move(first, firstBin);
  }
}

function usualChange(sampleCost: () => number): number {
  let sum = 0;
  for (let sample = 0; sample < SAMPLED_MOVES; sample++) sum += Math.abs(sampleCost());
  return sum / SAMPLED_MOVES;
}
