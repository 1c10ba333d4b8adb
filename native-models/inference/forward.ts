import type { Engine, Executable, State } from '../engines/engine.ts';
import { input } from '../graph/tensor.ts';
import type { Segmenter } from '../model/segmenter.ts';

/** Pictures [n, C, height, width], normalized, to class probabilities [n, classes, height, width]. */
export type Forward = (batch: Float32Array, n: number, height: number, width: number) => Promise<Float32Array>;

/** A segmenter's forward pass over a state; a program is compiled for each size when it first comes up. */
export function createForward(engine: Engine, segmenter: Segmenter, state: State): Forward {
  const programs = new Map<string, Promise<Executable>>();
  const compile = (n: number, height: number, width: number): Promise<Executable> => {
    const pictures = input('pictures', [n, segmenter.architecture.inputChannels, height, width]);
    return engine.compile({ outputs: { probabilities: segmenter.probabilities(pictures) }, assignments: [] }, state);
  };
  return async (batch, n, height, width) => {
    const key = [n, height, width].join();
    const program = programs.get(key) ?? compile(n, height, width);
    programs.set(key, program);
    const { probabilities } = await (await program).run({ pictures: batch });
    return probabilities as Float32Array;
  };
}
