import { Command } from 'commander';
import { BlemishError } from '../../../app/domain/errors.ts';
import { checkProject, type ProjectCheck } from '../../services/project/check.ts';
import { runCommand, type Terminal } from '../terminal.ts';
import { lookingAt } from './with-project.ts';

export function checkCommand(terminal: Terminal): Command {
  return new Command('check')
    .description(
      'read everything: whether the data base is sound, files are as they were, and the split leaks',
    )
    .argument('<project>', 'folder of the project')
    .option('--json', 'print one JSON object as the last line')
    .action((project: string, flags: { readonly json?: boolean }) =>
      runCommand(terminal, () => runCheck(project, flags.json === true, terminal)),
    );
}

/** @throws {BlemishError} 'input' where anything is wrong, once all of it is told */
async function runCheck(project: string, json: boolean, terminal: Terminal): Promise<void> {
  const found = await lookingAt(project, checkProject);
  const lines = linesOf(found);
  for (const line of lines) terminal.note(line);
  if (json) {
    const { missing, changed, lostFiles, leaks } = found;
    const divided = leaks.map(({ name, members }) => ({ name, subsets: [...members.keys()] }));
    terminal.result(
      JSON.stringify({ ok: lines.length === 0, missing, changed, lost_files: lostFiles, leaks: divided }),
    );
  }
  if (lines.length === 0) {
    terminal.note('All is well');
    return;
  }
  throw new BlemishError('input', {
    subject: project,
    problem:
      lines.length === 1 ? 'There is 1 thing to put right' : `There are ${lines.length} things to put right`,
    remedy: 'Relink files that moved, put changed ones back, and split anew where it leaks',
  });
}

function linesOf({ missing, changed, lostFiles, leaks }: ProjectCheck): string[] {
  return [
    ...missing.map((path) => `missing: ${path}`),
    ...changed.map((path) => `changed since it was imported: ${path}`),
    ...lostFiles.map((path) => `lost: ${path}`),
    ...leaks.map(({ name, members }) => `leak: ${name} is in ${[...members.keys()].join(' and ')}`),
  ];
}
