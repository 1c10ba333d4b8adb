import { input } from '../../../native-models/graph/tensor.ts';
import { Segmenter } from '../../../native-models/model/segmenter.ts';
import { benchResult, type BenchResult } from '../bench-result.ts';
import { measureInTurns } from '../in-turns.ts';
import { normals, ourStep, threads } from '../our-step.ts';
import { startPythonReference } from '../python-reference.ts';

const [BATCH, CHANNELS, SIZE, CLASSES] = [8, 3, 256, 6];
const [ROUNDS, WARM_UP] = [9, 2];

/** One training step of compact at 256 px, batch 8: forward, loss, backward, clipping, AdamW. */
export async function bench(): Promise<BenchResult> {
  const segmenter = new Segmenter({
    encoder: 'compact',
    inputChannels: CHANNELS,
    decoderChannels: [128, 64, 32, 16],
    classes: CLASSES,
  });
  const ours = await ourStep(
    {
      parameters: segmenter.parameters,
      logits: (dropout) => segmenter.logits(input('pictures', [BATCH, CHANNELS, SIZE, SIZE]), dropout),
    },
    { pictures: normals(BATCH * CHANNELS * SIZE * SIZE) },
    { shape: [BATCH, SIZE, SIZE], classes: CLASSES },
    [0.3, 1.5, 1.5, 1.5, 1.5, 1.5],
  );
  const reference = await startPythonReference('compact_step.py', threads());
  const measured = await measureInTurns(ours, reference && (() => reference.run('step')), ROUNDS, WARM_UP);
  await reference?.close();
  return benchResult('compact-step', measured, reference?.description ?? 'PyTorch, not installed');
}
