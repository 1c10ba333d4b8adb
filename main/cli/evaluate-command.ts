import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { Command, Option } from 'commander';
import { iouByClass } from '../../app/metrics/overlap.ts';
import { DEFAULT_TOLERANCE_PX } from '../../app/metrics/score-settings.ts';
import { chooseEngine, defaultThreads, type Device } from '../../native-models/engines/choose-device.ts';
import { writeFileAtomically } from '../../native-models/files/write-atomic.ts';
import { evaluate, type Evaluation } from '../services/evaluate.ts';
import { deviceOption, notNegativeNumber, positiveNumber } from './options.ts';
import { scoresJson } from '../services/scores-json.ts';
import { scoresTable } from './scores-report.ts';
import { type ProjectEvaluateFlags, runProjectEvaluation } from './project/evaluate-in-project.ts';
import { runCommand, type Terminal } from './terminal.ts';
import { requireForm, type TwoForms } from './two-forms.ts';

export interface EvaluateFlags {
  readonly model: string;
  readonly images: string;
  readonly masks: string;
  readonly split: string;
  readonly subset: 'train' | 'val' | 'test';
  readonly tolerance: number;
  readonly pxPerMm?: number;
  readonly out?: string;
  readonly device: Device | 'auto';
  readonly json?: boolean;
}

export function evaluateCommand(terminal: Terminal): Command {
  return new Command('evaluate')
    .description('score a run of a project, or a model on folders of labelled pictures')
    .argument('[project]', 'folder of the project')
    .option('--run <id>', 'run of the project; the newest without it')
    .option('--model <dir>', 'folder that train wrote')
    .option('--images <dir>', 'folder of pictures')
    .option('--masks <dir>', 'folder of label maps')
    .option('--split <file.csv>', 'columns image, mask, split and optionally class, group, region')
    .addOption(
      new Option('--subset <name>', 'which pictures to score')
        .choices(['train', 'val', 'calibration', 'test'])
        .default('test'),
    )
    .option(
      '--tolerance <px>',
      'tolerance of the boundary-tolerant IoU',
      notNegativeNumber,
      DEFAULT_TOLERANCE_PX,
    )
    .option('--px-per-mm <n>', 'scale of the pictures, for lengths and areas in mm', positiveNumber)
    .option('--out <dir>', 'folder for scores.json and images.json')
    .addOption(deviceOption())
    .option('--json', 'print one JSON object as the last line')
    .action((project: string | undefined, flags: EvaluateFlags & ProjectEvaluateFlags, command: Command) =>
      runCommand(terminal, async () => {
        requireForm(command, project ?? null, FORMS);
        await (project === undefined
          ? runEvaluation(flags, terminal)
          : runProjectEvaluation(project, flags, terminal));
      }),
    );
}

const FORMS: TwoForms = {
  needed: ['model', 'images', 'masks', 'split'],
  foldersOnly: ['pxPerMm', 'out'],
  projectOnly: ['run'],
};

export async function runEvaluation(flags: EvaluateFlags, terminal: Terminal): Promise<void> {
  const engine = await chooseEngine(flags.device, defaultThreads(), (text) => {
    terminal.note(text);
  });
  const evaluation = await evaluate({
    modelDir: flags.model,
    imagesDir: flags.images,
    masksDir: flags.masks,
    splitFile: flags.split,
    subset: flags.subset,
    tolerancePx: flags.tolerance,
    scale: flags.pxPerMm === undefined ? null : { pxPerMmX: flags.pxPerMm, pxPerMmY: flags.pxPerMm },
    engine,
    onProgress: (done, total) => {
      terminal.progress(`evaluating ${done} of ${total}`);
    },
  });
  terminal.result(scoresTable(scoresJson(evaluation)));
  if (flags.out !== undefined) await writeScores(flags.out, evaluation, terminal);
  if (flags.json === true) terminal.result(JSON.stringify(scoresJson(evaluation)));
}

async function writeScores(folder: string, evaluation: Evaluation, terminal: Terminal): Promise<void> {
  await mkdir(folder, { recursive: true });
  const images = evaluation.perImage.map(({ item, counts }) => {
    const iou = iouByClass(counts.confusion);
    return {
      image: item.name,
      part: item.group,
      ...counts.outcome,
      score: counts.score,
      iou: Object.fromEntries(evaluation.settings.classNames.map((name, classId) => [name, iou[classId]])),
    };
  });
  await writeFileAtomically(
    path.join(folder, 'scores.json'),
    JSON.stringify(scoresJson(evaluation), null, 2),
  );
  await writeFileAtomically(path.join(folder, 'images.json'), JSON.stringify(images, null, 2));
  terminal.note(
    `Scores: ${path.join(folder, 'scores.json')}, image by image: ${path.join(folder, 'images.json')}`,
  );
}
