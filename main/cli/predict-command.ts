import path from 'node:path';
import { Command, Option } from 'commander';
import { BlemishError } from '../../app/domain/errors.ts';
import { SUBSETS } from '../../app/domain/split.ts';
import { chooseEngine, defaultThreads, type Device } from '../../native-models/engines/choose-device.ts';
import type { Engine } from '../../native-models/engines/engine.ts';
import { loadModel, type LoadedModel } from '../../native-models/weights/load-model.ts';
import { predict } from '../services/predict.ts';
import { pictureScore, proposeFor, writeRanking } from '../services/propose.ts';
import { deviceOption, positiveNumber } from './options.ts';
import { type ProjectPredictFlags, runProjectPrediction } from './project/predict-in-project.ts';
import { runCommand, type Terminal } from './terminal.ts';
import { requireForm, type TwoForms } from './two-forms.ts';

export interface PredictFlags {
  readonly model?: string;
  readonly pretrained?: boolean;
  readonly out: string;
  readonly pxPerMm?: number;
  readonly device: Device | 'auto';
  readonly json?: boolean;
}

export function predictCommand(terminal: Terminal): Command {
  return new Command('predict')
    .description(
      'find defects in images of a project, or in picture files: a label map, an overlay and a record of each',
    )
    .option('--run <id>', 'run of the project; the newest without it')
    .addOption(new Option('--subset <name>', 'images of the project in this subset').choices(SUBSETS))
    .option('--unlabelled', 'images of the project that nobody has labelled')
    .option('--model <dir>', 'folder that train wrote')
    .option(
      '--pretrained',
      'no model yet: mark what stands out in these pictures, and rank them for labelling',
    )
    .option('--out <dir>', 'folder for the results')
    .option('--px-per-mm <n>', 'scale of the pictures, for sizes in mm', positiveNumber)
    .addOption(deviceOption())
    .option('--json', 'print one JSON object as the last line')
    .argument('<project or images...>', 'folder of the project; with --model or --pretrained picture files')
    .action((named: string[], flags: PredictFlags & ProjectPredictFlags, command: Command) =>
      runCommand(terminal, async () => {
        const project = isOnFiles(flags) ? null : projectOf(named);
        requireForm(command, project, FORMS);
        await (project === null
          ? runPrediction(named, flags, terminal)
          : runProjectPrediction(project, flags, terminal));
      }),
    );
}

const FORMS: TwoForms = {
  needed: ['out'],
  foldersOnly: ['model', 'pretrained', 'pxPerMm'],
  projectOnly: ['run', 'subset', 'unlabelled'],
};

function isOnFiles({ model, pretrained }: PredictFlags): boolean {
  return model !== undefined || pretrained === true;
}

/** A picture without a model is wrong use, which `runPrediction` tells. */
function projectOf(named: readonly string[]): string | null {
  const [first] = named;
  const isPicture = /\.(png|jpe?g|tiff?|webp)$/i.test(first);
  return named.length === 1 && !isPicture ? first : null;
}

export async function runPrediction(
  images: readonly string[],
  flags: PredictFlags,
  terminal: Terminal,
): Promise<void> {
  const engine = await chooseEngine(flags.device, defaultThreads(), (text) => {
    terminal.note(text);
  });
  const { model, modelName } = await modelOf(flags, images, engine, terminal);
  const scores: number[] = [];
  const records = await predict({
    model,
    modelName,
    outDir: flags.out,
    images,
    engine,
    scale: flags.pxPerMm === undefined ? null : { pxPerMmX: flags.pxPerMm, pxPerMmY: flags.pxPerMm },
    onProgress: (done, total) => {
      terminal.progress(`predicting ${done} of ${total}`);
    },
    onProbabilities: (probabilities) => {
      scores.push(pictureScore(probabilities));
    },
  });
  const rejected = records.filter(({ verdict }) => verdict === 'ng').length;
  terminal.note(
    `${rejected} of ${records.length} pictures NG. Label maps, overlays and records: ${flags.out}`,
  );
  if (flags.pretrained === true) {
    const ranking = await writeRanking(flags.out, images, scores);
    terminal.note(`Label these first: ${ranking}`);
  }
  if (flags.json === true)
    terminal.result(JSON.stringify({ images: records.length, ng: rejected, out: flags.out, records }));
}

async function modelOf(
  flags: PredictFlags,
  images: readonly string[],
  engine: Engine,
  terminal: Terminal,
): Promise<{ model: LoadedModel; modelName: string }> {
  if ((flags.model === undefined) === (flags.pretrained !== true)) {
    throw new BlemishError('usage', {
      problem: 'predict takes either --model DIR or --pretrained',
      remedy:
        'Name the folder that train wrote, say --pretrained to mark candidates without a model, or name a project alone',
    });
  }
  if (flags.model !== undefined) {
    return {
      model: await loadModel(flags.model, engine),
      modelName: path.basename(path.resolve(flags.model)),
    };
  }
  terminal.note(`Looking at ${images.length} pictures for what is usual in them`);
  return { model: await proposeFor(images, engine), modelName: 'pretrained' };
}
