import { Command } from 'commander';
import { runCommand, type Terminal } from '../terminal.ts';
import { withProject } from './with-project.ts';

export function backupCommand(terminal: Terminal): Command {
  return new Command('backup')
    .description('copy the project file into its folder backups')
    .argument('<project>', 'folder of the project')
    .option('--json', 'print one JSON object as the last line')
    .action((project: string, flags: { readonly json?: boolean }) =>
      runCommand(terminal, () =>
        withProject(project, async (store) => {
          const { file } = await store.backUp();
          terminal.note(`Backup: ${file}`);
          if (flags.json === true) terminal.result(JSON.stringify({ backup: file }));
        }),
      ),
    );
}
