// npm start: the main job on a project made from the sample. There is no window yet, so --headless is implied.
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { DEFAULT_TOLERANCE_PX } from '../app/metrics/score-settings.ts';
import { runProjectEvaluation } from '../main/cli/project/evaluate-in-project.ts';
import { runImport } from '../main/cli/project/import-command.ts';
import { runInit } from '../main/cli/project/init-command.ts';
import { runProjectPrediction } from '../main/cli/project/predict-in-project.ts';
import { runProjectTraining } from '../main/cli/project/train-in-project.ts';
import { createTerminal, runCommand } from '../main/cli/terminal.ts';

const root = path.dirname(import.meta.dirname);
const sample = path.join(root, 'sample');
const project = path.join(root, 'runs', 'sample');
const terminal = createTerminal();

const { values } = parseArgs({ options: { headless: { type: 'boolean', default: false } } });
if (!values.headless) terminal.note('This version has no window yet; doing the same job without one.');

await runCommand(terminal, async () => {
  await rm(project, { recursive: true, force: true });
  await runInit(project, {}, terminal);
  const folders = {
    images: path.join(sample, 'images'),
    masks: path.join(sample, 'masks'),
    split: path.join(sample, 'split.csv'),
  };
  await runImport(project, { ...folders, format: 'auto', mode: 'merge' }, terminal);
  terminal.note('Learning from the sample with the preset "quick", about a minute ...');
  await runProjectTraining(project, { preset: 'quick', device: 'auto' }, terminal);
  await runProjectPrediction(project, { device: 'auto' }, terminal);
  await runProjectEvaluation(
    project,
    { subset: 'test', tolerance: DEFAULT_TOLERANCE_PX, device: 'auto' },
    terminal,
  );
  terminal.result(
    `project:     ${path.join(project, 'sample.blemish')}\nmodels and predictions: ${path.join(project, 'runs')}`,
  );
});
