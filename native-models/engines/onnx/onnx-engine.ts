import { InferenceSession, Tensor as OrtTensor } from 'onnxruntime-node';
import { cast } from '../../graph/ops/cast.ts';
import { foldConstants } from '../../graph/passes/constant-folding.ts';
import { nameOf, type Program } from '../../graph/program.ts';
import {
  GraphError,
  type DataType,
  type Tensor,
  type TensorValues,
  type Variable,
} from '../../graph/tensor.ts';
import type { DeviceAbilities, Engine, Executable, State, Values } from '../engine.ts';
import { runtimeArray } from './element-types.ts';
import { explainFailure } from './failures.ts';
import { OrtState } from './state.ts';
import { writeModel } from './writer.ts';

/** Runs graphs in ONNX Runtime on one execution provider. */
export class OnnxEngine implements Engine {
  readonly name = 'onnx';
  readonly abilities: DeviceAbilities;
  private readonly threads: number;

  constructor(abilities: DeviceAbilities, threads: number) {
    this.abilities = abilities;
    this.threads = threads;
  }

  createState(variables: readonly Variable[], initial: Values): State {
    return new OrtState(variables, initial);
  }

  async compile(program: Program, state: State): Promise<Executable> {
    if (!(state instanceof OrtState)) throw new GraphError('this state belongs to another engine');
    return this.load(await foldConstants(program, (tensors) => this.evaluate(tensors)), state);
  }

  private async load(program: Program, state: OrtState): Promise<Executable> {
    const attempt = { abilities: this.abilities, program };
    const model = writeModel(program);
    const session = await explainFailure(attempt, () =>
      InferenceSession.create(model.bytes, sessionOptions(this.abilities.device, this.threads)),
    );
    const assigned = model.assignments.map(({ variable }) => nameOf(variable));
    const run = async (inputs: Values): Promise<Record<string, TensorValues>> => {
      const feeds: Record<string, OrtTensor> = {};
      for (const { name, tensor } of model.inputs)
        feeds[name] = feed(nameOf(tensor), inputs, tensor.type, tensor.shape);
      for (const { name, variable } of model.variables) feeds[name] = state.value(nameOf(variable));
      const fetches: Record<string, OrtTensor | null> = {};
      for (const { name } of model.outputs) fetches[name] = null;
      if (model.guard !== null) fetches[model.guard.name] = null;
      for (const { name, variable } of model.assignments) fetches[name] = state.next(nameOf(variable));
      const results = await explainFailure(attempt, () => session.run(feeds, fetches));
      const allowed = model.guard === null || results[model.guard.name].data[0] === 1;
      if (allowed) state.advance(assigned);
      return Object.fromEntries(
        model.outputs.map(({ key, name }) => [key, results[name].data as TensorValues]),
      );
    };
    return { run, release: () => session.release() };
  }

  /** The numbers of tensors that depend on constants alone. */
  private async evaluate(tensors: readonly Tensor[]): Promise<TensorValues[]> {
    const outputs = Object.fromEntries(
      tensors.map((tensor, index) => [index, cast(tensor, VALUE_TYPES[tensor.type])]),
    );
    const executable = await this.load({ outputs, assignments: [] }, new OrtState([], {}));
    try {
      const results = await executable.run({});
      return tensors.map((_, index) => results[index]);
    } finally {
      await executable.release();
    }
  }
}

/** The types in which numbers travel outside an engine (see TensorValues). */
const VALUE_TYPES: Readonly<Record<DataType, DataType>> = {
  float32: 'float32',
  float16: 'float32',
  bfloat16: 'float32',
  int32: 'int32',
  int64: 'int32',
  uint8: 'uint8',
  bool: 'int32',
};

function feed(name: string, inputs: Values, type: DataType, shape: readonly number[]): OrtTensor {
  if (!(name in inputs)) throw new GraphError(`the input ${name} was not given`);
  return new OrtTensor(type as 'float32', runtimeArray(inputs[name], type) as Float32Array, [...shape]);
}

/** Sequential execution with a fixed number of threads makes a run repeat bit for bit on the CPU. */
export function sessionOptions(device: string, threads: number): InferenceSession.SessionOptions {
  return {
    executionProviders: device === 'cpu' ? ['cpu'] : [device, 'cpu'],
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    executionMode: 'sequential',
    graphOptimizationLevel: 'all',
    logSeverityLevel: 4,
    extra: { session: { set_denormal_as_zero: '1' } },
  };
}
