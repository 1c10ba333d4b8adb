import { DEFAULT_SETTINGS, type UserSettings } from '../../app/settings/user-settings.ts';
import type { Connection } from '../connection/connection.svelte.ts';

export type Choices = Partial<Omit<UserSettings, 'recentProjects'>>;

/** What the person has chosen, for all projects on this machine. */
export class Settings {
  /** The defaults until they have come. */
  current: UserSettings = $state.raw(DEFAULT_SETTINGS);
  loaded = $state(false);
  /** What a person should know of the file; null where there is nothing. */
  note: string | null = $state(null);
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  async load(): Promise<void> {
    const { settings, note } = await this.#connection.client.settings.get();
    this.current = settings;
    this.note = note;
    this.loaded = true;
  }

  async update(choices: Choices): Promise<void> {
    this.current = await this.#connection.client.settings.update(choices);
  }

  async forgetProject(file: string): Promise<void> {
    this.current = await this.#connection.client.settings.forgetProject({ file });
  }
}
