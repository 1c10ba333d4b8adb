import { cpus } from 'node:os';
import type { Timed } from './in-turns.ts';
import { OnnxEngine } from '../../native-models/engines/onnx/onnx-engine.ts';
import { nameOf } from '../../native-models/graph/program.ts';
import { sizeOf } from '../../native-models/graph/tensor.ts';
import { random } from '../../native-models/random.ts';
import { adamwInputs } from '../../native-models/training/adamw.ts';
import { trainingStep, type Trainee } from '../../native-models/training/step.ts';

/** Both sides of a bench compute with all cores. */
export function threads(): number {
  return cpus().length;
}

/** Random numbers of the standard normal distribution, always the same. */
export function normals(count: number): Float32Array {
  const source = random(1);
  return Float32Array.from({ length: count }, () => source.normal());
}

/** A whole training step of ours with the brief's loss, ready to be timed. */
export async function ourStep(
  trainee: Trainee,
  inputs: Record<string, Float32Array>,
  labels: { readonly shape: readonly number[]; readonly classes: number },
  classWeights: readonly number[],
): Promise<Timed> {
  const engine = new OnnxEngine(
    { device: 'cpu', description: 'CPU', computeTypes: ['float32'], memoryBytes: null },
    threads(),
  );
  const step = trainingStep(trainee, {
    loss: {
      diceWeight: 0.5,
      foregroundWeight: 0,
      focalWeight: 0.5,
      focalAlpha: 0.25,
      focalGamma: 2,
      classWeights,
      diceSmooth: 1e-6,
      diceClasses: 'all',
    },
    gradientClip: 1,
    accumulationSteps: 1,
    checkpointing: false,
    learningShare: () => 1,
  });
  const initial: Record<string, Float32Array> = {};
  for (const { name, variable, initialize } of trainee.parameters.all()) {
    initial[name] = initialize(variable.shape, random(2));
  }
  for (const variable of step.optimizerVariables)
    initial[nameOf(variable)] = new Float32Array(sizeOf(variable.shape));
  const variables = [...trainee.parameters.all().map(({ variable }) => variable), ...step.optimizerVariables];
  const executable = await engine.compile(step.update, engine.createState(variables, initial));
  const source = random(3);
  const truth = Int32Array.from({ length: sizeOf(labels.shape) }, () =>
    source.integer(0, labels.classes - 1),
  );
  let update = 0;
  return async () => {
    update++;
    const start = performance.now();
    await executable.run({
      ...inputs,
      labels: truth,
      'loss-scale': Float32Array.of(1),
      ...step.dropout.drawMasks(random(update)),
      ...adamwInputs(update, 1e-5, 0.01),
    });
    return performance.now() - start;
  };
}
