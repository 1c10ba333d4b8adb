import { createHash } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { TrainingSettings } from '../../app/settings/training-settings.ts';
import { writeFileAtomically } from '../files/write-atomic.ts';
import { DEFECT_KINDS } from '../procedural/defect-kinds.ts';
import { readWeights } from '../weights/model-folder.ts';
import { formatManifest, PRETRAINED_FOLDER, readPretrained } from '../weights/pretrained.ts';
import { encodeSafetensors } from '../weights/safetensors.ts';

/**
 * Weights as they travel with Blemish: rounded to float16, with a manifest that names their hash and origin, and the
 * hash of those they went on from where they did.
 */
export async function shipWeights(
  runDir: string,
  { model, training }: TrainingSettings,
  folder = PRETRAINED_FOLDER,
): Promise<string> {
  const { tensors } = await readWeights(runDir, 'best');
  const bytes = encodeSafetensors({ tensors, metadata: {} }, 'F16');
  const manifest = {
    classes: ['background', ...DEFECT_KINDS],
    decoderChannels: [...model.decoder_channels],
    sha256: createHash('sha256').update(bytes).digest('hex'),
  };
  const continues = model.initial_weights === 'random' ? null : await readPretrained(model.encoder, folder);
  const origin = {
    recipe: 'native-models/pretraining/recipe.yaml',
    seed: training.seed,
    pictures: training.num_epochs * Number(training.steps_per_epoch) * training.batch_size,
    ...(continues && { continues: continues.sha256 }),
  };
  await mkdir(folder, { recursive: true });
  const file = path.join(folder, `${model.encoder}.safetensors`);
  await writeFileAtomically(file, bytes);
  await writeFileAtomically(path.join(folder, `${model.encoder}.json`), formatManifest(manifest, origin));
  return file;
}
