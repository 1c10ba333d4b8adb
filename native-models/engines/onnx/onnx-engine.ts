import { InferenceSession, Tensor as OrtTensor } from 'onnxruntime-node';
import { nameOf, type Program } from '../../graph/program.ts';
import { GraphError, type DataType, type TensorValues, type Variable } from '../../graph/tensor.ts';
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
    const model = writeModel(program);
    const session = await explainFailure(this.abilities, () =>
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
      const results = await explainFailure(this.abilities, () => session.run(feeds, fetches));
      const allowed = model.guard === null || results[model.guard.name].data[0] === 1;
      if (allowed) state.advance(assigned);
      return Object.fromEntries(
        model.outputs.map(({ key, name }) => [key, results[name].data as TensorValues]),
      );
    };
    return { run, release: () => session.release() };
  }
}

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
    logSeverityLevel: 3,
    extra: { session: { set_denormal_as_zero: '1' } },
  };
}
