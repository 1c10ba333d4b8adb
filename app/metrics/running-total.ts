/**
 * The total of what every image of a set counted, kept up to date as images come, change and go. A tree of partial
 * sums: a change costs as many additions as the tree is deep, and leaves no rounding behind, as nothing is
 * subtracted. Totals of several workers add up with the same `add`.
 */
export class RunningTotal<Partial> {
  readonly #zero: Partial;
  readonly #add: (a: Partial, b: Partial) => Partial;
  /** Where each image's leaf is, counted from the first leaf. */
  readonly #places = new Map<string, number>();
  readonly #free: number[] = [];
  /** Node i is the sum of nodes 2i and 2i + 1; the leaves are the second half. */
  #nodes: Partial[];

  constructor(zero: Partial, add: (a: Partial, b: Partial) => Partial) {
    this.#zero = zero;
    this.#add = add;
    this.#nodes = [zero, zero];
  }

  get total(): Partial {
    return this.#nodes[1];
  }

  /** Counts an image for the first time, or anew. */
  set(image: string, partial: Partial): void {
    this.#write(this.#places.get(image) ?? this.#take(image), partial);
  }

  delete(image: string): void {
    const place = this.#places.get(image);
    if (place === undefined) return;
    this.#places.delete(image);
    this.#free.push(place);
    this.#write(place, this.#zero);
  }

  #take(image: string): number {
    const place = this.#free.pop() ?? this.#places.size;
    this.#places.set(image, place);
    if (place >= this.#leaves) this.#grow();
    return place;
  }

  get #leaves(): number {
    return this.#nodes.length / 2;
  }

  #write(place: number, partial: Partial): void {
    let node = this.#leaves + place;
    this.#nodes[node] = partial;
    while (node > 1) {
      node = Math.floor(node / 2);
      this.#sum(node);
    }
  }

  #sum(node: number): void {
    this.#nodes[node] = this.#add(this.#nodes[2 * node], this.#nodes[2 * node + 1]);
  }

  #grow(): void {
    const leaves = this.#nodes.slice(this.#leaves);
    const unused = leaves.map(() => this.#zero);
    this.#nodes = [...leaves, ...unused, ...leaves, ...unused];
    for (let node = leaves.length * 2 - 1; node > 0; node--) this.#sum(node);
  }
}
