import { parseSettings } from '../../app/settings/parse-settings.ts';
import { readDataset } from '../../native-models/data/dataset.ts';
import { chooseEngine } from '../../native-models/engines/choose-device.ts';
import type { Engine } from '../../native-models/engines/engine.ts';
import { TrainingController } from '../../native-models/training/controller.ts';
import type { TrainingEvent, TrainingSummary } from '../../native-models/training/events.ts';
import { loadPreset } from '../../native-models/training/presets.ts';
import { train } from '../../native-models/training/trainer.ts';
import type { SmallData } from './small-data.ts';

export interface SmallRun {
  readonly summary: TrainingSummary;
  readonly events: readonly TrainingEvent[];
}

/** Trains one floor below the command line, where a test can act at a certain event. */
export async function trainSmall(
  { images, masks, split }: SmallData,
  outDir: string,
  act: (event: TrainingEvent, control: TrainingController) => void = () => undefined,
  settings = '',
  engine?: Engine,
): Promise<SmallRun> {
  const events: TrainingEvent[] = [];
  const control = new TrainingController();
  const summary = await train({
    dataset: await readDataset({ imagesDir: images, masksDir: masks, splitFile: split }),
    settings: parseSettings(SETTINGS + settings, 'settings', loadPreset('quick').settings),
    outDir,
    engine: engine ?? (await chooseEngine('cpu', 1, () => undefined)),
    threads: 1,
    minutes: null,
    resume: false,
    control,
    onEvent: (event) => {
      events.push(event);
      act(event, control);
    },
  });
  return { summary, events };
}

/** Two steps an epoch. */
const SETTINGS = `
model: { decoder_channels: [16, 8, 8] }
data: { image_size: 64 }
training: { batch_size: 2, num_epochs: 2, validate_every_epochs: 1 }
`;
