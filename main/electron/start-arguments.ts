import path from 'node:path';

export interface StartArguments {
  /** A project's folder or file; null for none. */
  readonly project: string | null;
  /** Whether to train it where it has never been. */
  readonly trains: boolean;
}

/**
 * What the application was started with.
 * @param argv as Electron has it: the program, in development the application's folder, then what a person gave
 * @param folder from which paths count
 */
export function startArguments(argv: readonly string[], isPackaged: boolean, folder: string): StartArguments {
  const given = argv.slice(isPackaged ? 1 : 2);
  // Chromium puts switches of its own in between.
  const project = given.find((argument) => !argument.startsWith('-'));
  return {
    project: project === undefined ? null : path.resolve(folder, project),
    trains: given.includes('--first-training'),
  };
}
