import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { stringify } from 'yaml';
import type { SmallData } from './small-data.ts';

/** Two steps an epoch. */
const BATCH_SIZE = 2;

/** What a test changes in the group "training" of the settings. */
export type TrainingChanges = Readonly<Record<string, number>>;

/** Arguments of a training that takes seconds. */
export async function trainArguments(
  data: SmallData,
  out: string,
  training: TrainingChanges = {},
  model: Readonly<Record<string, unknown>> = {},
): Promise<string[]> {
  const config = path.join(data.folder, `${path.basename(out)}.yaml`);
  await writeSettings(config, training, model);
  return ['train', ...dataArguments(data), '--out', out, '--preset', 'quick', '--config', config];
}

/** The same for a project. */
export async function projectTrainArguments(
  data: SmallData,
  project: string,
  training: TrainingChanges = {},
): Promise<string[]> {
  const config = path.join(data.folder, 'settings.yaml');
  await writeSettings(config, training);
  return ['train', project, '--device', 'cpu', '--preset', 'quick', '--config', config];
}

async function writeSettings(
  file: string,
  training: TrainingChanges,
  model: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  const settings = {
    model: { decoder_channels: [16, 8, 8], ...model },
    data: { image_size: 64 },
    training: { batch_size: BATCH_SIZE, num_epochs: 2, validate_every_epochs: 1, ...training },
  };
  await writeFile(file, stringify(settings));
}

export function evaluateArguments(data: SmallData, model: string): string[] {
  return ['evaluate', ...dataArguments(data), '--model', model];
}

function dataArguments({ images, masks, split }: SmallData): string[] {
  return ['--images', images, '--masks', masks, '--split', split, '--device', 'cpu'];
}
