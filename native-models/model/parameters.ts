import { variable, sizeOf, type Shape, type Variable } from '../graph/tensor.ts';
import type { Random } from '../random.ts';

/** Fills a parameter's first value. */
export type Initializer = (shape: Shape, random: Random) => Float32Array;

export interface Parameter {
  readonly name: string;
  readonly variable: Variable;
  readonly initialize: Initializer;
}

/**
 * The parameters of a model by their names in a checkpoint, e.g. `decoder.stages.0.conv1.weight`. A name declared
 * again gives the same variable, so a model may be built for several picture sizes over one set of weights.
 */
export class Parameters {
  private readonly byName = new Map<string, Parameter>();

  declare(name: string, shape: Shape, initialize: Initializer): Variable {
    const known = this.byName.get(name);
    if (known !== undefined) return known.variable;
    const parameter = { name, variable: variable(name, shape), initialize };
    this.byName.set(name, parameter);
    return parameter.variable;
  }

  all(): Parameter[] {
    return [...this.byName.values()];
  }

  count(): number {
    return this.all().reduce((sum, { variable: { shape } }) => sum + sizeOf(shape), 0);
  }
}
