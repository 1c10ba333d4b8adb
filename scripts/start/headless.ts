import { rm } from 'node:fs/promises';
import path from 'node:path';
import { DEFAULT_TOLERANCE_PX } from '../../app/metrics/score-settings.ts';
import { runProjectEvaluation } from '../../main/cli/project/evaluate-in-project.ts';
import { runProjectPrediction } from '../../main/cli/project/predict-in-project.ts';
import { runProjectTraining } from '../../main/cli/project/train-in-project.ts';
import type { Terminal } from '../../main/cli/terminal.ts';
import { makeSampleProject } from './sample-project.ts';

/** The main job without a window: a project made anew from the sample, trained, predicted, scored. */
export async function runHeadless(project: string, sample: string, terminal: Terminal): Promise<void> {
  await rm(project, { recursive: true, force: true });
  await makeSampleProject(project, sample, terminal);
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
}
