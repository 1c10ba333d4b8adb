import { SvelteSet } from 'svelte/reactivity';

/** The images that an action is for. */
export class Selection {
  readonly #ids = new SvelteSet<string>();
  /** Place in the list from where Shift selects. */
  #anchor = 0;

  get size(): number {
    return this.#ids.size;
  }

  get ids(): string[] {
    return [...this.#ids];
  }

  has(id: string): boolean {
    return this.#ids.has(id);
  }

  /** That one alone. */
  only(id: string, index: number): void {
    this.#ids.clear();
    this.#ids.add(id);
    this.#anchor = index;
  }

  toggle(id: string, index: number): void {
    if (!this.#ids.delete(id)) this.#ids.add(id);
    this.#anchor = index;
  }

  /** From the anchor to a place, as [first, end). */
  rangeTo(index: number): [first: number, end: number] {
    return [Math.min(this.#anchor, index), Math.max(this.#anchor, index) + 1];
  }

  all(ids: readonly string[]): void {
    this.#ids.clear();
    for (const id of ids) this.#ids.add(id);
  }

  clear(): void {
    this.#ids.clear();
  }
}
