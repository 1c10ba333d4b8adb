import type { Program } from '../program.ts';
import { GraphError } from '../tensor.ts';

/**
 * A program with only the named outputs, which moves no variable: e.g. inference out of a training step. What they
 * do not reach is gone with that.
 */
export function selectOutputs(program: Program, names: readonly string[]): Program {
  for (const name of names) {
    if (!(name in program.outputs)) throw new GraphError(`the program has no output ${name}`);
  }
  return {
    outputs: Object.fromEntries(names.map((name) => [name, program.outputs[name]])),
    assignments: [],
  };
}
