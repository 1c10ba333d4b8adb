import { Command } from 'commander';
import { createWithClasses } from '../../services/project/create.ts';
import { runCommand, type Terminal } from '../terminal.ts';
import { openOptions } from './with-project.ts';

export interface InitFlags {
  readonly classes?: string;
  readonly json?: boolean;
}

export function initCommand(terminal: Terminal): Command {
  return new Command('init')
    .description('make a new project')
    .argument('<project>', 'folder of the project; its name is the name of the project')
    .option('--classes <names>', 'kinds of defects, with commas between: "Dust,Rundown,Scratch"')
    .option('--json', 'print one JSON object as the last line')
    .action((project: string, flags: InitFlags) =>
      runCommand(terminal, () => runInit(project, flags, terminal)),
    );
}

export async function runInit(project: string, flags: InitFlags, terminal: Terminal): Promise<void> {
  const names = (flags.classes ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter((name, _, all) => name !== '' || all.length > 1);
  const store = await createWithClasses(project, names, openOptions());
  try {
    const { id, name } = store.record.read();
    const classes = store.classes.list().map((known) => ({ id: known.id, name: known.name }));
    terminal.note(`Project ${name}: ${store.place.file}`);
    if (flags.json === true)
      terminal.result(JSON.stringify({ project: store.place.file, id, name, classes }));
  } finally {
    await store.close();
  }
}
