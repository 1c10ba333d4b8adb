import { startTraining } from '../services/project/train.ts';
import { loadPreset } from '../../native-models/training/presets.ts';
import type { OpenProject } from './open-project.ts';

/** Queues the training that takes about a minute, where the project has never been trained. */
export async function beginFirstTraining(project: OpenProject): Promise<void> {
  const { store, queue, changes } = project;
  if (queue === null || store.runs.list().length > 0) return;
  const { settings } = loadPreset('quick');
  const run = await startTraining(store, queue, {
    ...{ name: null, splitId: null, settings },
    ...{ device: 'auto', threads: null, minutes: null },
  });
  changes.publish('runs', [run.id]);
}
