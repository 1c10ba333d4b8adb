import { createContext } from 'svelte';
import { Connection } from '../connection/connection.svelte.ts';
import type { Dial } from '../connection/dial.ts';
import { Panels } from '../frame/panels.svelte.ts';
import { Keys } from '../keys/keys.svelte.ts';
import { explain, inOneLine } from '../messages/explain.ts';
import { Changes } from './changes.ts';
import { Jobs } from './jobs.svelte.ts';
import { OpenProject } from './project.svelte.ts';
import { Resource } from './resource.svelte.ts';
import { Toasts } from './toasts.svelte.ts';
import { Settings } from './user-settings.svelte.ts';

export const [workspace, setWorkspace] = createContext<Workspace>();

/** All that the rooms share: the line to the host, and what it says. */
export class Workspace {
  readonly connection: Connection;
  readonly changes = new Changes();
  readonly project: OpenProject;
  readonly jobs: Jobs;
  readonly settings: Settings;
  readonly keys: Keys;
  readonly toasts = new Toasts();
  readonly panels = new Panels();
  readonly classes: Resource<Awaited<ReturnType<Connection['client']['classes']['list']>>>;
  readonly runs: Resource<Awaited<ReturnType<Connection['client']['runs']['list']>>>;
  /** The machine that the host runs on; undefined until it has come. */
  about: Awaited<ReturnType<Connection['client']['system']['about']>> | undefined = $state.raw();
  /** Changes that the host has not confirmed yet. */
  unsaved = $state(0);

  constructor(dial: Dial) {
    this.connection = new Connection(dial);
    const { client } = this.connection;
    this.classes = new Resource(this.changes, ['classes'], () => client.classes.list());
    this.runs = new Resource(this.changes, ['runs'], () => client.runs.list());
    this.jobs = new Jobs(this.connection, this.changes);
    this.settings = new Settings(this.connection);
    this.keys = new Keys(this.settings);
    this.project = new OpenProject(this.connection, this.changes);
    this.changes.onProject(() => void this.#loadSettings());
    void this.#loadSettings();
  }

  /**
   * Has the host change something: counts as unsaved until it is confirmed, and says so where it fails.
   * @returns whether it was done
   */
  readonly change = async (work: () => Promise<unknown>): Promise<boolean> => {
    this.unsaved++;
    try {
      await work();
      return true;
    } catch (error) {
      this.toasts.show({ kind: 'error', text: inOneLine(explain(error)) });
      return false;
    } finally {
      this.unsaved--;
    }
  };

  async #loadSettings(): Promise<void> {
    try {
      await this.settings.load();
      this.about = await this.connection.client.system.about();
    } catch {
      // Only where the line was cut: they are loaded again with the project.
    }
  }
}
