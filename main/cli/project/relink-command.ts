import { Command } from 'commander';
import { relinkImages } from '../../services/project/relink.ts';
import { runCommand, type Terminal } from '../terminal.ts';
import { withProject } from './with-project.ts';

interface RelinkFlags {
  readonly images: string;
  readonly json?: boolean;
}

export function relinkCommand(terminal: Terminal): Command {
  return new Command('relink')
    .description('find images again whose files were moved, by their content')
    .argument('<project>', 'folder of the project')
    .requiredOption('--images <dir>', 'folder to look in')
    .option('--json', 'print one JSON object as the last line')
    .action((project: string, { images, json }: RelinkFlags) =>
      runCommand(terminal, () =>
        withProject(project, async (store) => {
          const { found, missing } = await relinkImages(store, images);
          for (const { from, to } of found) terminal.note(`${from} is now ${to}`);
          for (const path of missing) terminal.note(`still missing: ${path}`);
          terminal.note(`${found.length} found again, ${missing.length} still missing`);
          if (json === true) terminal.result(JSON.stringify({ found, missing }));
        }),
      ),
    );
}
