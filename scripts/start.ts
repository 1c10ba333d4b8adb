// npm start: the main job on the sample project. The window is not part of this version, so --headless is implied.
import { mkdir, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { runEvaluation } from '../main/cli/evaluate-command.ts';
import { runPrediction } from '../main/cli/predict-command.ts';
import { createTerminal, runCommand } from '../main/cli/terminal.ts';
import { runTraining } from '../main/cli/train-command.ts';

const root = path.dirname(import.meta.dirname);
const sample = path.join(root, 'sample');
const runs = path.join(root, 'runs', 'sample');
const terminal = createTerminal();

const { values } = parseArgs({ options: { headless: { type: 'boolean', default: false } } });
if (!values.headless) terminal.note('This version has no window yet; doing the same job without one.');

await runCommand(terminal, async () => {
  const data = {
    images: path.join(sample, 'images'),
    masks: path.join(sample, 'masks'),
    split: path.join(sample, 'split.csv'),
  };
  const model = path.join(runs, 'model');
  const predictions = path.join(runs, 'predictions');
  await rm(runs, { recursive: true, force: true });
  await mkdir(runs, { recursive: true });
  terminal.note('Learning from the sample with the preset "quick", about a minute ...');
  await runTraining({ ...data, out: model, preset: 'quick', device: 'auto' }, terminal);
  const pictures = (await readdir(data.images)).map((name) => path.join(data.images, name));
  await runPrediction(pictures, { model, out: predictions, device: 'auto' }, terminal);
  await runEvaluation(
    { ...data, model, subset: 'test', tolerance: 2, out: path.join(runs, 'scores'), device: 'auto' },
    terminal,
  );
  terminal.result(`model:       ${model}\npredictions: ${predictions}`);
});
