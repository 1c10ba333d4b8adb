import type { Command } from 'commander';
import { BlemishError } from '../../app/domain/errors.ts';

/** The flags of a verb that works on a project or on plain folders, and what each form takes alone. */
export interface TwoForms {
  /** Names of flags that folders need. */
  readonly needed: readonly string[];
  /** Of flags that mean something for folders only, besides those. */
  readonly foldersOnly: readonly string[];
  readonly projectOnly: readonly string[];
}

/**
 * Ends with wrong use where a flag of the other form is given, or one of the folder form is missing.
 * @param project null for folders
 */
export function requireForm(command: Command, project: string | null, forms: TwoForms): void {
  const given = (name: string): boolean => {
    const source = command.getOptionValueSource(name);
    return source !== undefined && source !== 'default';
  };
  const foreign = (project === null ? forms.projectOnly : [...forms.needed, ...forms.foldersOnly]).find(
    given,
  );
  if (foreign !== undefined) throw foreignFlag(command, project, foreign);
  const missing = project === null ? forms.needed.find((name) => !given(name)) : undefined;
  if (missing === undefined) return;
  const option = command.options.find((known) => known.attributeName() === missing);
  command.error(`error: required option '${option?.flags ?? missing}' not specified`);
}

function foreignFlag(command: Command, project: string | null, name: string): BlemishError {
  const flag = command.options.find((option) => option.attributeName() === name)?.long ?? name;
  const verb = command.name();
  return new BlemishError('usage', {
    ...(project !== null && { subject: project }),
    problem:
      project === null
        ? `${verb} takes ${flag} for a project only, and none is named`
        : `${verb} on a project takes no ${flag}`,
    remedy:
      project === null
        ? `Name the project first: blemish ${verb} PROJECT ${flag} ...`
        : 'Leave it out, or leave the project out to work on folders',
  });
}
