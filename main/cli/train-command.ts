import { existsSync } from 'node:fs';
import path from 'node:path';
import { Command, Option } from 'commander';
import { BlemishError } from '../../app/domain/errors.ts';
import { PRESET_NAMES } from '../../app/settings/preset-names.ts';
import { defaultThreads, type Device } from '../../native-models/engines/choose-device.ts';
import { TrainingController } from '../../native-models/training/controller.ts';
import type { TrainingSummary } from '../../native-models/training/events.ts';
import { readRunRecord } from '../../native-models/training/run-folder.ts';
import { trainOnDataset } from '../services/train.ts';
import { deviceOption, positiveNumber, wholeNumber } from './options.ts';
import { type ProjectTrainFlags, runProjectTraining } from './project/train-in-project.ts';
import { runCommand, type Terminal } from './terminal.ts';
import { type SettingsFlags, settingsOf } from './train-settings.ts';
import { showTraining } from './training-events.ts';
import { requireForm, type TwoForms } from './two-forms.ts';

export interface TrainFlags extends SettingsFlags {
  readonly images: string;
  readonly masks: string;
  readonly split: string;
  readonly out: string;
  readonly minutes?: number;
  readonly threads?: number;
  readonly device: Device | 'auto';
  readonly resume?: boolean;
  readonly json?: boolean;
}

export function trainCommand(terminal: Terminal): Command {
  return new Command('train')
    .description('learn to find defects: from a project, or from folders of pictures and label maps')
    .argument('[project]', 'folder of the project')
    .option('--images <dir>', 'folder of pictures')
    .option('--masks <dir>', 'folder of label maps')
    .option(
      '--split <file.csv>',
      'columns image, mask, split (train, val, test) and optionally class, group, region',
    )
    .option('--out <dir>', 'folder the model is written to')
    .option('--name <text>', 'name of the run in the project')
    .option('--split-id <id>', 'split of the project to learn from instead of the newest')
    .option('--run <id>', 'run of the project to go on with, with --resume')
    .option('--preset <name>', `settings to start from: ${PRESET_NAMES.join(', ')}`)
    .option('--config <file>', 'YAML settings over those of the preset')
    .option('--epochs <n>', 'number of epochs', wholeNumber)
    .option('--minutes <m>', 'train about this long instead of a number of epochs', positiveNumber)
    .option('--seed <n>', 'seed of all random numbers', wholeNumber)
    .addOption(
      new Option(
        '--start <weights>',
        'start from the weights that come with Blemish, or from random ones',
      ).choices(['pretrained', 'random']),
    )
    .option('--threads <n>', 'threads of the engine', wholeNumber)
    .addOption(deviceOption())
    .option('--resume', 'go on with a stopped run: that in --out, or the newest of the project')
    .option('--json', 'print one JSON object as the last line')
    .action((project: string | undefined, flags: TrainFlags & ProjectTrainFlags, command: Command) =>
      runCommand(terminal, async () => {
        requireForm(command, project ?? null, FORMS);
        await (project === undefined
          ? runTraining(flags, terminal)
          : runProjectTraining(project, flags, terminal));
      }),
    );
}

const FORMS: TwoForms = {
  needed: ['images', 'masks', 'split', 'out'],
  foldersOnly: [],
  projectOnly: ['name', 'splitId', 'run'],
};

/** Trains as the flags say; Ctrl+C saves and says how to go on. */
export async function runTraining(flags: TrainFlags, terminal: Terminal): Promise<void> {
  // A run is resumed with the settings it began with.
  const settings = await (flags.resume === true
    ? readRunRecord(flags.out).then((record) => record.settings)
    : settingsOf(flags));
  if (flags.resume !== true && existsSync(path.join(flags.out, 'run.json'))) throw occupied(flags.out);
  const { control, dispose } = interruptible(terminal);
  try {
    const summary = await trainOnDataset({
      imagesDir: flags.images,
      masksDir: flags.masks,
      splitFile: flags.split,
      settings,
      outDir: flags.out,
      device: flags.device,
      threads: flags.threads ?? defaultThreads(),
      minutes: flags.minutes ?? null,
      resume: flags.resume === true,
      control,
      onEvent: (event) => {
        showTraining(event, terminal);
      },
    });
    if (summary === null) terminal.note('Stopped before the first step');
    else report(summary, flags, terminal);
  } finally {
    dispose();
  }
}

function occupied(folder: string): BlemishError {
  return new BlemishError('usage', {
    subject: folder,
    problem: 'a run is there already',
    remedy: 'Add --resume to go on with it, or name another folder with --out',
  });
}

/** The first Ctrl+C asks the run to save and end; a second one ends at once. */
function interruptible(terminal: Terminal): { control: TrainingController; dispose: () => void } {
  const control = new TrainingController();
  const interrupt = (): void => {
    if (control.cancelled) process.exit(1);
    control.cancel();
    terminal.note('Saving after this step ...');
  };
  process.on('SIGINT', interrupt);
  return { control, dispose: () => process.off('SIGINT', interrupt) };
}

function report(summary: TrainingSummary, flags: TrainFlags, terminal: Terminal): void {
  const how = summary.finished ? 'Trained' : 'Stopped and saved after';
  terminal.note(
    `${how} ${summary.steps} steps, ${summary.imagesPerSecond.toFixed(1)} pictures a second; ` +
      `best validation mIoU ${summary.bestValMiou?.toFixed(3) ?? '-'} in epoch ${summary.bestEpoch}. Model: ${flags.out}`,
  );
  if (!summary.finished) {
    terminal.note(
      `To go on: blemish train --resume --images ${flags.images} --masks ${flags.masks} --split ${flags.split} --out ${flags.out}`,
    );
  }
  if (flags.json === true) {
    terminal.result(
      JSON.stringify({
        steps: summary.steps,
        epochs: summary.epochs,
        finished: summary.finished,
        images_per_second: summary.imagesPerSecond,
        data_wait_share: summary.dataWaitShare,
        best_epoch: summary.bestEpoch,
        best_val_miou: summary.bestValMiou,
        peak_rss_mb: summary.peakRssMb,
        out: flags.out,
      }),
    );
  }
}
