import type { DataType, TensorValues, Variable } from '../graph/tensor.ts';
import type { Program } from '../graph/program.ts';

/** What a device can do: the table by which a program is prepared for it. */
export interface DeviceAbilities {
  /** Name as given to --device: cpu, cuda, dml, coreml, webgpu. */
  readonly device: string;
  /** What a person calls it, e.g. "CPU, 2 threads". */
  readonly description: string;
  /** Element types in which it computes fast; float32 always. */
  readonly computeTypes: readonly DataType[];
  /** Memory the device may use, in bytes; null where it cannot be known. */
  readonly memoryBytes: number | null;
}

/** Named numbers of a run. */
export type Values = Readonly<Record<string, TensorValues>>;

/**
 * The variables of a model in the place where the engine keeps them best. Programs compiled with one state see
 * and move the same numbers.
 */
export interface State {
  /** A copy of a variable's numbers. */
  read(variable: string): Promise<TensorValues>;
  write(variable: string, values: TensorValues): Promise<void>;
}

/** A program ready to run. */
export interface Executable {
  /**
   * Runs once: fetches the outputs, then all assigned variables take their new values together, unless the
   * program's guard is false. A run that throws moves nothing.
   */
  run(inputs: Values): Promise<Record<string, TensorValues>>;
  release(): Promise<void>;
}

/** Runs graphs on one device. */
export interface Engine {
  readonly name: string;
  readonly abilities: DeviceAbilities;
  createState(variables: readonly Variable[], initial: Values): State;
  compile(program: Program, state: State): Promise<Executable>;
}
