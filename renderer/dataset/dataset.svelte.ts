import { createContext, onDestroy } from 'svelte';
import type { ContractClient } from '../../app/contract/client.ts';
import { idSchema } from '../../app/domain/identifier.ts';
import type { ListedImage } from '../../app/domain/image-query.ts';
import type { Split } from '../../app/domain/split.ts';
import { route } from '../frame/route.svelte.ts';
import { Resource } from '../workspace/resource.svelte.ts';
import type { Workspace } from '../workspace/workspace.svelte.ts';
import { ImagePages } from './image-pages.svelte.ts';
import { ALL_IMAGES, type ImageQuery, parseQueryAddress, queryAddress } from './image-query.ts';
import { Selection } from './selection.svelte.ts';

export const [dataset, setDataset] = createContext<Dataset>();

/** What the parts of the room share: the query in the window's address, its images, and which of them are chosen. */
export class Dataset {
  readonly query: ImageQuery = $derived(parseQueryAddress(route.rest));
  readonly pages: ImagePages;
  readonly selection = new Selection();
  readonly splits: Resource<readonly Split[]>;
  readonly #total: Resource<number>;
  /** The place in the list that has the focus, and the image there. */
  focused: { readonly index: number; readonly image: ListedImage } | null = $state.raw(null);

  constructor({ changes, connection }: Workspace) {
    const { client } = connection;
    this.pages = new ImagePages(client, this.query);
    this.splits = Resource.ofComponent(changes, ['splits'], () => client.splits.list());
    this.#total = Resource.ofComponent(changes, ['images'], () => client.images.count({ filter: {} }));
    $effect(() => {
      this.pages.ask(this.query, this.split?.id ?? null);
    });
    $effect(() => {
      // The way to another room passes here before this one is gone.
      const { data: imageId } = idSchema.safeParse(route.room === 'dataset' ? route.rest : '');
      if (imageId !== undefined) void this.#showImage(client, imageId);
    });
    onDestroy(
      changes.onChange((changed) => {
        if (changed.some(({ subject }) => SHOWN.has(subject))) this.pages.reload();
      }),
    );
  }

  /** Images of the project, whatever the filter; undefined until it is known. */
  get total(): number | undefined {
    return this.#total.value;
  }

  /** The newest, which trainings take; undefined where there is none. */
  get split(): Split | undefined {
    return this.splits.value?.at(0);
  }

  /** An address may name an image: it is found by its path. */
  async #showImage(client: ContractClient, imageId: string): Promise<void> {
    try {
      const { path } = await client.images.find({ imageId });
      if (route.rest === imageId) this.show({ ...ALL_IMAGES, filter: { text: path } });
    } catch {
      // One that is not there any more: all images stay shown.
    }
  }

  show(query: ImageQuery): void {
    this.selection.clear();
    this.focused = null;
    route.goTo('dataset', queryAddress(query));
  }
}

/** What a cell or a count shows of a project. */
const SHOWN: ReadonlySet<string> = new Set(['images', 'annotations', 'splits', 'parts', 'classes']);
