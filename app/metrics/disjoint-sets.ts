/** Numbers 0 to `count` - 1 in sets that can be joined; a set is known by its lowest member. */
export class DisjointSets {
  readonly #parents: Int32Array;

  constructor(count: number) {
    this.#parents = Int32Array.from({ length: count }, (_, member) => member);
  }

  join(a: number, b: number): void {
    const [first, second] = [this.lowestWith(a), this.lowestWith(b)];
    if (first < second) this.#parents[second] = first;
    else this.#parents[first] = second;
  }

  /** The lowest member of the set that holds `member`. */
  lowestWith(member: number): number {
    const parents = this.#parents;
    let root = member;
    while (parents[root] !== root) {
      parents[root] = parents[parents[root]];
      root = parents[root];
    }
    return root;
  }
}
