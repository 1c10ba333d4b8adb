import { input } from '../../../native-models/graph/tensor.ts';
import { decode } from '../../../native-models/model/decoder.ts';
import { BRIEF_GROUPS } from '../../../native-models/model/layers.ts';
import { Parameters } from '../../../native-models/model/parameters.ts';
import { benchResult, type BenchResult } from '../bench-result.ts';
import { measureInTurns } from '../in-turns.ts';
import { normals, ourStep, threads } from '../our-step.ts';
import { startPythonReference } from '../python-reference.ts';

const FEATURES = [1, 768, 37, 37];
const SIZE = 518;
const [ROUNDS, WARM_UP] = [9, 2];

/** One training step of the brief's decoder at 518 px, batch 1: forward, loss, backward, clipping, AdamW. */
export async function bench(): Promise<BenchResult> {
  const parameters = new Parameters();
  const values = normals(768 * 37 * 37);
  const ours = await ourStep(
    {
      parameters,
      logits: (dropout) =>
        decode(
          parameters,
          { shallow: input('shallow', FEATURES), mid: input('mid', FEATURES), deep: input('deep', FEATURES) },
          { channels: [256, 128, 64], classes: 4, outputSize: [SIZE, SIZE], groups: BRIEF_GROUPS, dropout },
        ),
    },
    { shallow: values, mid: values, deep: values },
    { shape: [1, SIZE, SIZE], classes: 4 },
    [0.3, 3, 1.5, 1.5],
  );
  const reference = await startPythonReference('decoder_step.py', threads());
  const measured = await measureInTurns(ours, reference && (() => reference.run('step')), ROUNDS, WARM_UP);
  await reference?.close();
  return benchResult('decoder-step', measured, reference?.description ?? 'PyTorch, not installed');
}
