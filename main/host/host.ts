import path from 'node:path';
import { createWithClasses } from '../services/project/create.ts';
import { openProject } from '../store/open-project.ts';
import { findProject } from '../store/project-place.ts';
import type { ProjectStore } from '../store/project-store.ts';
import { NoProjectError } from './no-project-error.ts';
import { OpenProject, type ServeOptions } from './open-project.ts';
import { SettingsFile } from './settings-file.ts';
import type { HostLog } from './typed-errors.ts';

export interface HostOptions extends Omit<ServeOptions, 'cacheBytes'> {
  /** Where the settings of the person lie (user-folder.ts). */
  readonly userFolder: string;
  /** The system's name for who uses it: counts until they give another. */
  readonly systemUser: string;
  /** Of Blemish. */
  readonly version: string;
}

/** The process that owns a project: one at a time, with everything that serves it. */
export class Host {
  readonly settings: SettingsFile;
  readonly log: HostLog;
  readonly #options: HostOptions;
  #project: OpenProject | null = null;
  /** Opening and closing, one after the other. */
  #turn: Promise<unknown> = Promise.resolve();

  private constructor(options: HostOptions, settings: SettingsFile) {
    this.#options = options;
    this.log = options.log;
    this.settings = settings;
  }

  static async start(options: HostOptions): Promise<Host> {
    return new Host(options, await SettingsFile.open(options.userFolder));
  }

  get version(): string {
    return this.#options.version;
  }

  /** Who labels and reviews here. */
  get person(): string {
    return this.settings.value.person ?? this.#options.systemUser;
  }

  get project(): OpenProject | null {
    return this.#project;
  }

  /** @throws {NoProjectError} where none is open */
  requireProject(): OpenProject {
    if (this.#project === null) throw new NoProjectError();
    return this.#project;
  }

  /**
   * Opens the project at a path; the one before is closed once the new one is open, and first where it is the same.
   * @throws {BlemishError} where it is no project, damaged, or of a newer Blemish
   */
  open(target: string, readOnly: boolean): Promise<OpenProject> {
    return this.#inTurn(async () => {
      const { file } = await findProject(target);
      if (this.#project?.store.place.file === file) await this.#close();
      return this.#replace(await openProject(file, this.#storeOptions(readOnly)));
    });
  }

  /**
   * Makes a project in a folder and opens it.
   * @throws {BlemishError} where the folder or the classes will not do; nothing is left then
   */
  create(folder: string, classes: readonly string[]): Promise<OpenProject> {
    return this.#inTurn(async () =>
      this.#replace(await createWithClasses(folder, classes, this.#storeOptions(false))),
    );
  }

  /** Does nothing where no project is open. */
  close(): Promise<void> {
    return this.#inTurn(() => this.#close());
  }

  async #replace(store: ProjectStore): Promise<OpenProject> {
    const cacheBytes = this.settings.value.cacheMegabytes * 2 ** 20;
    const project = await OpenProject.start(store, { ...this.#options, cacheBytes });
    await this.#close();
    this.#project = project;
    await this.#remember(store);
    return project;
  }

  async #close(): Promise<void> {
    const before = this.#project;
    this.#project = null;
    await before?.close();
  }

  /** Of help only: a list that cannot be written is no reason not to open. */
  async #remember({ place, record }: ProjectStore): Promise<void> {
    const { name } = record.read();
    await this.settings
      .remember({ file: path.resolve(place.file), name, openedAt: Date.now() })
      .catch((error: unknown) => {
        this.log.warn({ err: error }, 'the list of recent projects could not be written');
      });
  }

  #storeOptions(readOnly: boolean): { user: string; log: HostLog; readOnly: boolean } {
    return { user: this.person, log: this.log, readOnly };
  }

  #inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const done = this.#turn.then(work);
    this.#turn = done.catch(() => undefined);
    return done;
  }
}
