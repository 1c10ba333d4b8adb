import { BlemishError } from '../../app/domain/errors.ts';
import type { Engine, Executable, State } from '../engines/engine.ts';
import { input, type Tensor, type TensorValues } from '../graph/tensor.ts';

/** Pictures [n, C, height, width], normalized, to class probabilities [n, classes, height, width]. */
export type Forward = (
  batch: Float32Array,
  n: number,
  height: number,
  width: number,
) => Promise<Float32Array>;

/** What gives pictures [N, C, H, W] their class probabilities [N, classes, H, W]. */
export interface Classifier {
  readonly inputChannels: number;
  probabilities(pictures: Tensor): Tensor;
}

/** A classifier's forward pass over a state; a program is compiled for each size when it first comes up. */
export function createForward(engine: Engine, classifier: Classifier, state: State): Forward {
  const programs = new Map<string, Promise<Executable>>();
  const compile = (n: number, height: number, width: number): Promise<Executable> => {
    const pictures = input('pictures', [n, classifier.inputChannels, height, width]);
    return engine.compile(
      { outputs: { probabilities: classifier.probabilities(pictures) }, assignments: [] },
      state,
    );
  };
  return async (batch, n, height, width) => {
    const key = [n, height, width].join();
    const program = programs.get(key) ?? compile(n, height, width);
    programs.set(key, program);
    const { probabilities } = await (await program).run({ pictures: batch });
    if (!Number.isFinite(sumOf(probabilities))) throw brokenModel();
    return probabilities as Float32Array;
  };
}

function sumOf(values: TensorValues): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum;
}

/** Probabilities that are no numbers would find no defect anywhere and call every part good. */
function brokenModel(): BlemishError {
  return new BlemishError('numerics', {
    problem: 'The model answers with values that are not numbers',
    remedy: 'Its weights are damaged or its training went wrong: train it again',
  });
}
