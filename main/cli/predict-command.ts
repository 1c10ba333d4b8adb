import { Command } from 'commander';
import { chooseEngine, defaultThreads, type Device } from '../../native-models/engines/choose-device.ts';
import { predict } from '../services/predict.ts';
import { deviceOption, positiveNumber } from './options.ts';
import { runCommand, type Terminal } from './terminal.ts';

export interface PredictFlags {
  readonly model: string;
  readonly out: string;
  readonly pxPerMm?: number;
  readonly device: Device | 'auto';
  readonly json?: boolean;
}

export function predictCommand(terminal: Terminal): Command {
  return new Command('predict')
    .description('find defects in pictures: a label map, an overlay and a record of each')
    .requiredOption('--model <dir>', 'folder that train wrote')
    .requiredOption('--out <dir>', 'folder for the results')
    .option('--px-per-mm <n>', 'scale of the pictures, for sizes in mm', positiveNumber)
    .addOption(deviceOption())
    .option('--json', 'print one JSON object as the last line')
    .argument('<images...>', 'picture files')
    .action((images: string[], flags: PredictFlags) =>
      runCommand(terminal, () => runPrediction(images, flags, terminal)),
    );
}

export async function runPrediction(
  images: readonly string[],
  flags: PredictFlags,
  terminal: Terminal,
): Promise<void> {
  const engine = await chooseEngine(flags.device, defaultThreads(), (text) => {
    terminal.note(text);
  });
  const records = await predict({
    modelDir: flags.model,
    outDir: flags.out,
    images,
    engine,
    scale: flags.pxPerMm === undefined ? null : { pxPerMmX: flags.pxPerMm, pxPerMmY: flags.pxPerMm },
    onProgress: (done, total) => {
      terminal.progress(`predicting ${done} of ${total}`);
    },
  });
  const rejected = records.filter(({ verdict }) => verdict === 'ng').length;
  terminal.note(
    `${rejected} of ${records.length} pictures NG. Label maps, overlays and records: ${flags.out}`,
  );
  if (flags.json === true)
    terminal.result(JSON.stringify({ images: records.length, ng: rejected, out: flags.out, records }));
}
