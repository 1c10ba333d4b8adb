import { readFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { Command, Option } from 'commander';
import { BlemishError } from '../../app/domain/errors.ts';
import { parseSettings } from '../../app/settings/parse-settings.ts';
import { DEFAULT_PRESET, PRESET_NAMES } from '../../app/settings/preset-names.ts';
import type { TrainingSettings } from '../../app/settings/training-settings.ts';
import { defaultThreads, type Device } from '../../native-models/engines/choose-device.ts';
import { TrainingController } from '../../native-models/training/controller.ts';
import type { TrainingEvent, TrainingSummary } from '../../native-models/training/events.ts';
import { loadPreset } from '../../native-models/training/presets.ts';
import { readRunRecord } from '../../native-models/training/run-folder.ts';
import { trainOnFolders } from '../services/train.ts';
import { deviceOption, positiveNumber, wholeNumber } from './options.ts';
import { formatSeconds, runCommand, type Terminal } from './terminal.ts';

export interface TrainFlags {
  readonly images: string;
  readonly masks: string;
  readonly split: string;
  readonly out: string;
  readonly preset?: string;
  readonly config?: string;
  readonly epochs?: number;
  readonly minutes?: number;
  readonly seed?: number;
  readonly start?: 'pretrained' | 'random';
  readonly threads?: number;
  readonly device: Device | 'auto';
  readonly resume?: boolean;
  readonly json?: boolean;
}

export function trainCommand(terminal: Terminal): Command {
  return new Command('train')
    .description('learn to find defects from pictures and label maps')
    .requiredOption('--images <dir>', 'folder of pictures')
    .requiredOption('--masks <dir>', 'folder of label maps')
    .requiredOption(
      '--split <file.csv>',
      'columns image, mask, split (train, val, test) and optionally class, group, region',
    )
    .requiredOption('--out <dir>', 'folder the model is written to')
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
    .option('--resume', 'go on with a stopped run in --out')
    .option('--json', 'print one JSON object as the last line')
    .action((flags: TrainFlags) => runCommand(terminal, () => runTraining(flags, terminal)));
}

/** Trains as the flags say; Ctrl+C saves and says how to go on. */
export async function runTraining(flags: TrainFlags, terminal: Terminal): Promise<void> {
  const settings = await settingsOf(flags);
  if (flags.resume !== true && existsSync(path.join(flags.out, 'run.json'))) throw occupied(flags.out);
  const { control, dispose } = interruptible(terminal);
  try {
    const summary = await trainOnFolders({
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
        show(event, terminal);
      },
    });
    if (summary === null) terminal.note('Stopped before the first step');
    else report(summary, flags, terminal);
  } finally {
    dispose();
  }
}

/** A run is resumed with the settings it began with. */
async function settingsOf(flags: TrainFlags): Promise<TrainingSettings> {
  if (flags.resume === true) return (await readRunRecord(flags.out)).settings;
  const preset = loadPreset(flags.preset ?? DEFAULT_PRESET).settings;
  const base =
    flags.config === undefined ? preset : parseSettings(await readConfig(flags.config), flags.config, preset);
  return {
    ...base,
    model: {
      ...base.model,
      ...(flags.start === undefined ? {} : { initial_weights: flags.start }),
    },
    training: {
      ...base.training,
      ...(flags.epochs === undefined ? {} : { num_epochs: flags.epochs }),
      ...(flags.seed === undefined ? {} : { seed: flags.seed }),
    },
  };
}

async function readConfig(file: string): Promise<string> {
  return readFile(file, 'utf8').catch((cause: unknown) => {
    throw new BlemishError('input', {
      subject: file,
      problem: 'the settings cannot be read',
      remedy: 'Check the path given with --config',
      cause,
    });
  });
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

function show(event: TrainingEvent, terminal: Terminal): void {
  if (event.type === 'note') terminal.note(event.text);
  if (event.type === 'start') {
    const { epochs, stepsPerEpoch, totalSteps } = event.plan;
    const from = event.step === 0 ? '' : `, going on at step ${event.step}`;
    terminal.note(
      `Training on ${event.device}: ${totalSteps} steps, ${epochs} epochs of ${stepsPerEpoch}${from}`,
    );
  }
  if (event.type === 'step') {
    terminal.progress(
      `step ${event.step}, epoch ${event.epoch.toFixed(1)}, loss ${event.loss.toFixed(3)}, ${formatSeconds(event.secondsLeft)} left`,
    );
  }
  if (event.type === 'epoch') {
    const wait = (100 * event.dataWaitShare).toFixed(1);
    terminal.progress(
      `epoch ${event.epoch}: loss ${event.loss.toFixed(3)}, waited for data ${wait} % of the time`,
    );
  }
  if (event.type === 'validation') {
    const best = event.best ? ', best so far' : '';
    terminal.note(
      `epoch ${event.epoch}: validation mIoU ${event.miou.toFixed(3)}, defects ${(event.defectIou ?? 0).toFixed(3)}${best}`,
    );
  }
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
