import type { GroupStrata } from './strata.ts';

/** A group that is in no bin yet. */
export const NOWHERE = -1;

/**
 * Which bin each group is in, and how far that is from what was asked: the sum, over strata and bins, of weight times
 * (share of the stratum's images in the bin - share asked for the bin) squared, plus a large number for each bin
 * without a group. Moves cost as much time as their group has strata.
 */
export class Allocation {
  readonly binOf: Int32Array;
  readonly #strata: GroupStrata;
  /** Share there minus share asked, [bins, strata]. */
  readonly #excess: Float64Array;
  readonly #groupsIn: Int32Array;
  readonly #emptyBinCost: number;

  constructor(strata: GroupStrata, shares: readonly number[]) {
    this.#strata = strata;
    this.binOf = new Int32Array(strata.starts.length - 1).fill(NOWHERE);
    this.#excess = Float64Array.from({ length: shares.length * strata.strata }, (_, at) => {
      return -shares[Math.floor(at / strata.strata)];
    });
    this.#groupsIn = new Int32Array(shares.length);
    // No deviation is above 1, so no spread of the strata outweighs an empty bin.
    this.#emptyBinCost = 1 + 2 * strata.weights.reduce((sum, weight) => sum + weight, 0);
  }

  /** Share of the stratum's images (0..1) that the bin still lacks; negative where it has too many. */
  lack(bin: number, stratum: number): number {
    return -this.#excess[bin * this.#strata.strata + stratum];
  }

  move(group: number, to: number): void {
    const from = this.binOf[group];
    if (from !== NOWHERE) this.#add(group, from, -1);
    this.#add(group, to, 1);
    this.binOf[group] = to;
  }

  /** What `move` would add to the cost. */
  costOfMove(group: number, to: number): number {
    const from = this.binOf[group];
    if (from === to) return 0;
    const { strata, starts, entries, shares, weights } = this.#strata;
    let cost = 0;
    for (let at = starts[group]; at < starts[group + 1]; at++) {
      const [stratum, share] = [entries[at], shares[at]];
      const difference = this.#excess[to * strata + stratum] - this.#excess[from * strata + stratum];
      cost += weights[stratum] * 2 * share * (difference + share);
    }
    const [leavesEmpty, fillsEmpty] = [this.#groupsIn[from] === 1, this.#groupsIn[to] === 0];
    return cost + this.#emptyBinCost * (Number(leavesEmpty) - Number(fillsEmpty));
  }

  /** The whole cost, counted anew. */
  cost(): number {
    const { strata, weights } = this.#strata;
    const spread = this.#excess.reduce((sum, excess, at) => sum + weights[at % strata] * excess ** 2, 0);
    return spread + this.#emptyBinCost * this.#groupsIn.filter((groups) => groups === 0).length;
  }

  #add(group: number, bin: number, sign: 1 | -1): void {
    const { strata, starts, entries, shares } = this.#strata;
    for (let at = starts[group]; at < starts[group + 1]; at++) {
      this.#excess[bin * strata + entries[at]] += sign * shares[at];
    }
    this.#groupsIn[bin] += sign;
  }
}
