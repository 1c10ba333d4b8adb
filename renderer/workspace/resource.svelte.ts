import { onDestroy } from 'svelte';
import type { Changing } from '../../app/contract/changes.ts';
import type { Changes } from './changes.ts';

/**
 * Something of the project that the window shows: loaded when the project opens, and again whenever the host says that
 * it may have changed. What came last stays shown while the next is loading.
 */
export class Resource<Value> {
  /** Undefined until it has come. */
  value: Value | undefined = $state.raw();
  /** Why it could not be loaded; undefined once it could. */
  error: unknown = $state.raw();
  readonly #load: () => Promise<Value>;
  #loading = false;
  #stale = false;
  #generation = 0;
  readonly #letGo: readonly (() => void)[];

  /** One that begins to load at once, and lives as long as the component that makes it. */
  static ofComponent<Value>(
    changes: Changes,
    subjects: readonly Changing[],
    load: () => Promise<Value>,
  ): Resource<Value> {
    const resource = new Resource(changes, subjects, load);
    onDestroy(() => {
      for (const letGo of resource.#letGo) letGo();
    });
    void resource.reload();
    return resource;
  }

  /**
   * @param subjects what it depends on
   * @param load what the host is asked for
   */
  constructor(changes: Changes, subjects: readonly Changing[], load: () => Promise<Value>) {
    this.#load = load;
    const stopProject = changes.onProject((isOpen) => {
      this.#generation++;
      this.value = undefined;
      this.error = undefined;
      if (isOpen) void this.reload();
    });
    const stopChanges = changes.onChange((changed) => {
      if (changed.some(({ subject }) => subjects.includes(subject))) void this.reload();
    });
    this.#letGo = [stopProject, stopChanges];
  }

  /** Loads once more; asked for again meanwhile, it loads once more afterwards. */
  async reload(): Promise<void> {
    if (this.#loading) {
      this.#stale = true;
      return;
    }
    this.#loading = true;
    do await this.#loadOnce(this.#generation);
    while (this.#takeStale());
    this.#loading = false;
  }

  #takeStale(): boolean {
    const isStale = this.#stale;
    this.#stale = false;
    return isStale;
  }

  async #loadOnce(generation: number): Promise<void> {
    try {
      const value = await this.#load();
      if (generation !== this.#generation) return;
      this.value = value;
      this.error = undefined;
    } catch (error) {
      if (generation === this.#generation) this.error = error;
    }
  }
}
