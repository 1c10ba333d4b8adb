import { mkdir, readFile, rename } from 'node:fs/promises';
import path from 'node:path';
import { BlemishError } from '../../app/domain/errors.ts';
import {
  DEFAULT_SETTINGS,
  type RecentProject,
  type UserSettings,
  userSettingsSchema,
} from '../../app/settings/user-settings.ts';
import { writeFileAtomically } from '../../native-models/files/write-atomic.ts';

const MOST_RECENT = 20;

/** What a person has chosen, in `settings.json` of their folder. */
export class SettingsFile {
  readonly #file: string;
  #value: UserSettings;
  #note: string | null;
  /** One change after the other. */
  #writing: Promise<unknown> = Promise.resolve();

  private constructor(file: string, { value, note }: Read) {
    this.#file = file;
    this.#value = value;
    this.#note = note;
  }

  /** A file that cannot be used is put aside, and the defaults count. */
  static async open(folder: string): Promise<SettingsFile> {
    const file = path.join(folder, 'settings.json');
    return new SettingsFile(file, await readOrPutAside(file));
  }

  get value(): UserSettings {
    return this.#value;
  }

  /** What a person should know of the file; null where there is nothing. */
  get note(): string | null {
    return this.#note;
  }

  update(changes: Partial<Omit<UserSettings, 'recentProjects'>>): Promise<UserSettings> {
    return this.#change((before) => ({ ...before, ...changes }));
  }

  /** Puts a project first in the list of those opened last. */
  remember(project: RecentProject): Promise<UserSettings> {
    return this.#change((before) => {
      const others = before.recentProjects.filter(({ file }) => file !== project.file);
      return { ...before, recentProjects: [project, ...others].slice(0, MOST_RECENT) };
    });
  }

  forget(file: string): Promise<UserSettings> {
    return this.#change((before) => ({
      ...before,
      recentProjects: before.recentProjects.filter((recent) => recent.file !== file),
    }));
  }

  /** On what the file holds now: another program may have written it. */
  #change(change: (before: UserSettings) => UserSettings): Promise<UserSettings> {
    const done = this.#writing.then(async () => {
      const { value, note } = await readOrPutAside(this.#file);
      const after = userSettingsSchema.parse(change(value));
      await mkdir(path.dirname(this.#file), { recursive: true }).catch((cause: unknown) => {
        throw unwritable(this.#file, cause);
      });
      await writeFileAtomically(this.#file, `${JSON.stringify(after, null, 2)}\n`);
      this.#value = after;
      this.#note = note ?? this.#note;
      return after;
    });
    this.#writing = done.catch(() => undefined);
    return done;
  }
}

interface Read {
  readonly value: UserSettings;
  readonly note: string | null;
}

async function readOrPutAside(file: string): Promise<Read> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    if (isMissing(error)) return null;
    throw unreadable(file, error);
  });
  if (text === null) return { value: DEFAULT_SETTINGS, note: null };
  const value = parse(text);
  if (value !== null) return { value, note: null };
  const aside = `${file}.broken-${new Date().toISOString().replaceAll(/[-:.]/g, '')}`;
  await rename(file, aside).catch((cause: unknown) => {
    throw unwritable(file, cause);
  });
  return {
    value: DEFAULT_SETTINGS,
    note: `The settings could not be read and are the defaults now; the file as it was is ${aside}`,
  };
}

function parse(text: string): UserSettings | null {
  try {
    return userSettingsSchema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

function unreadable(subject: string, cause: unknown): BlemishError {
  return new BlemishError('input', {
    subject,
    problem: 'The settings cannot be read',
    remedy: 'Check that you may read the file',
    cause,
  });
}

function unwritable(subject: string, cause: unknown): BlemishError {
  return new BlemishError('input', {
    subject,
    problem: 'The settings cannot be written',
    remedy: 'Check that you may write to its folder',
    cause,
  });
}
