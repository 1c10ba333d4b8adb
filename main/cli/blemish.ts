import { Command } from 'commander';
import { convertCommand } from './convert-command.ts';
import { doctorCommand } from './doctor-command.ts';
import { evaluateCommand } from './evaluate-command.ts';
import { backupCommand } from './project/backup-command.ts';
import { checkCommand } from './project/check-command.ts';
import { exportCommand } from './project/export-command.ts';
import { importCommand } from './project/import-command.ts';
import { initCommand } from './project/init-command.ts';
import { relinkCommand } from './project/relink-command.ts';
import { splitCommand } from './project/split-command.ts';
import { statsCommand } from './project/stats-command.ts';
import { predictCommand } from './predict-command.ts';
import { createTerminal } from './terminal.ts';
import { trainCommand } from './train-command.ts';

const terminal = createTerminal();
const program = new Command('blemish')
  .description(
    'Keeps labelled pictures of surfaces, learns to find their defects, scores what it learned, and predicts.',
  )
  .addCommand(initCommand(terminal))
  .addCommand(importCommand(terminal))
  .addCommand(splitCommand(terminal))
  .addCommand(statsCommand(terminal))
  .addCommand(trainCommand(terminal))
  .addCommand(evaluateCommand(terminal))
  .addCommand(predictCommand(terminal))
  .addCommand(exportCommand(terminal))
  .addCommand(checkCommand(terminal))
  .addCommand(relinkCommand(terminal))
  .addCommand(backupCommand(terminal))
  .addCommand(convertCommand(terminal))
  .addCommand(doctorCommand(terminal));

/** Wrong use exits with 2, as the commands' own errors of that kind do; help and version exit with 0. */
for (const command of [program, ...program.commands]) {
  command.configureOutput({
    outputError: (text, write) => {
      write(text.replace(/^error:/, 'blemish:'));
    },
  });
  command.exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2));
}

await program.parseAsync();
