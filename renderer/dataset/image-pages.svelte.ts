import { SvelteMap } from 'svelte/reactivity';
import type { ContractClient } from '../../app/contract/client.ts';
import type { ImageFacets, ListedImage } from '../../app/domain/image-query.ts';
import type { ImageQuery } from './image-query.ts';
import { PAGE_SIZE, pagesOf, pagesToForget } from './pages.ts';

/** The images that a query leaves: how many, and those that are on the screen, fetched as they come into sight. */
export class ImagePages {
  /** Undefined until it has come. */
  facets: ImageFacets | undefined = $state.raw();
  error: unknown = $state.raw();
  readonly #client: ContractClient;
  readonly #pages = new SvelteMap<number, readonly ListedImage[]>();
  // eslint-disable-next-line svelte/prefer-svelte-reactivity -- nothing that is shown depends on it
  readonly #asked = new Set<number>();
  #query: ImageQuery;
  #splitId: string | null = null;
  #shown: readonly number[] = [0];
  /** Answers to earlier queries are thrown away. */
  #generation = 0;

  constructor(client: ContractClient, query: ImageQuery) {
    this.#client = client;
    this.#query = query;
  }

  get count(): number | undefined {
    return this.facets?.count;
  }

  /** Undefined until it has come. */
  at(index: number): ListedImage | undefined {
    return this.#pages.get(Math.floor(index / PAGE_SIZE))?.[index % PAGE_SIZE];
  }

  /** What was shown for another query goes when the first answer to the new one comes. */
  ask(query: ImageQuery, splitId: string | null): void {
    this.#query = query;
    this.#splitId = splitId;
    this.#shown = [0];
    this.reload();
  }

  /** The same again: the host says that something may have changed. */
  reload(): void {
    const generation = ++this.#generation;
    this.#asked.clear();
    void this.#count(generation);
    for (const page of this.#shown) void this.#fetch(page, generation);
  }

  /** Those from `first` up to, not including, `end` are on the screen. */
  show(first: number, end: number): void {
    const pages = pagesOf(first, end);
    if (pages.length === 0) return;
    this.#shown = pages;
    for (const page of pages) if (!this.#asked.has(page)) void this.#fetch(page, this.#generation);
    for (const page of pagesToForget([...this.#pages.keys()], pages)) {
      this.#pages.delete(page);
      this.#asked.delete(page);
    }
  }

  /** The ids of a range of the list, also of images that are not on the screen. */
  async idsBetween(first: number, end: number): Promise<string[]> {
    const pages = await Promise.all(
      pagesOf(first, end).map(async (page) => this.#pages.get(page) ?? (await this.#load(page))),
    );
    const offset = Math.floor(first / PAGE_SIZE) * PAGE_SIZE;
    return pages
      .flat()
      .slice(first - offset, end - offset)
      .map(({ id }) => id);
  }

  /** Of all that the query leaves. */
  async allIds(): Promise<string[]> {
    const ids: string[] = [];
    for await (const piece of await this.#client.images.ids({ filter: this.#query.filter }))
      ids.push(...piece);
    return ids;
  }

  async #count(generation: number): Promise<void> {
    try {
      const facets = await this.#client.images.facets({ filter: this.#query.filter, splitId: this.#splitId });
      if (generation !== this.#generation) return;
      this.facets = facets;
      this.error = undefined;
    } catch (error) {
      if (generation === this.#generation) this.error = error;
    }
  }

  async #fetch(page: number, generation: number): Promise<void> {
    this.#asked.add(page);
    try {
      const images = await this.#load(page);
      if (generation !== this.#generation) return;
      for (const other of [...this.#pages.keys()]) if (!this.#asked.has(other)) this.#pages.delete(other);
      this.#pages.set(page, images);
    } catch (error) {
      this.#asked.delete(page);
      if (generation === this.#generation) this.error = error;
    }
  }

  #load(page: number): Promise<readonly ListedImage[]> {
    return this.#client.images.page({
      ...this.#query,
      offset: page * PAGE_SIZE,
      limit: PAGE_SIZE,
      ...(this.#splitId !== null && { splitId: this.#splitId }),
    });
  }
}
