import path from 'node:path';
import { expect, test } from 'vitest';
import { parseSettings } from '../../app/settings/parse-settings.ts';
import { readDataset } from '../../native-models/data/dataset.ts';
import { chooseEngine } from '../../native-models/engines/choose-device.ts';
import { loadPreset } from '../../native-models/training/presets.ts';
import { train } from '../../native-models/training/trainer.ts';
import { writeSmallData } from './small-data.ts';

/** A signal cannot be timed to one step, so this goes one floor below the command line. */
test('a run stopped in the last step of an epoch still validates that epoch', async () => {
  const { folder, images, masks, split } = await writeSmallData();
  const dataset = await readDataset({ imagesDir: images, masksDir: masks, splitFile: split });
  const engine = await chooseEngine('cpu', 1, () => undefined);
  const validated: number[] = [];
  let stopped = false;
  const summary = await train({
    dataset,
    settings: parseSettings(SETTINGS, 'settings', loadPreset('quick').settings),
    outDir: path.join(folder, 'model'),
    engine,
    threads: 1,
    minutes: null,
    resume: false,
    control: {
      get cancelled() {
        return stopped;
      },
      whileRunning: () => Promise.resolve(),
    },
    onEvent: (event) => {
      if (event.type === 'step') stopped = event.step === 2;
      if (event.type === 'validation') validated.push(event.epoch);
    },
  });
  expect(summary).toMatchObject({ steps: 2, finished: false, bestEpoch: 1 });
  expect(validated).toEqual([1]);
});

const SETTINGS = `
model: { decoder_channels: [16, 8, 8] }
data: { image_size: 64 }
training: { batch_size: 2, num_epochs: 2 }
`;
