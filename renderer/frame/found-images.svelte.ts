import type { ContractClient } from '../../app/contract/client.ts';
import { route } from './route.svelte.ts';
import type { Command } from './commands.ts';

const MOST = 8;
const PAUSE_MS = 120;

/** Images whose path holds what was typed, a moment after the typing. */
export class FoundImages {
  found: readonly Command[] = $state.raw([]);
  readonly #client: ContractClient;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #asked = 0;

  constructor(client: ContractClient) {
    this.#client = client;
  }

  look(text: string): void {
    clearTimeout(this.#timer);
    const asked = ++this.#asked;
    if (text === '') {
      this.found = [];
      return;
    }
    this.#timer = setTimeout(() => {
      void this.#ask(text, asked);
    }, PAUSE_MS);
  }

  async #ask(text: string, asked: number): Promise<void> {
    const order = { by: 'path', descending: false } as const;
    const images = await this.#client.images
      .page({ filter: { text }, order, offset: 0, limit: MOST })
      .catch(() => []);
    if (asked === this.#asked) this.found = images.map(({ id, path }) => imageCommand(id, path));
  }
}

function imageCommand(id: string, path: string): Command {
  const slash = path.lastIndexOf('/');
  return {
    id,
    group: 'image',
    label: path.slice(slash + 1),
    detail: path.slice(0, Math.max(0, slash)),
    run: () => {
      route.goTo('dataset', id);
    },
  };
}
