import { Command } from 'commander';
import { convertCommand } from './convert-command.ts';
import { doctorCommand } from './doctor-command.ts';
import { evaluateCommand } from './evaluate-command.ts';
import { predictCommand } from './predict-command.ts';
import { createTerminal } from './terminal.ts';
import { trainCommand } from './train-command.ts';

const terminal = createTerminal();
const program = new Command('blemish')
  .description('Learns to find surface defects, scores what it learned, and predicts.')
  .addCommand(trainCommand(terminal))
  .addCommand(evaluateCommand(terminal))
  .addCommand(predictCommand(terminal))
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
