import type { Engine, State, Values } from '../native-models/engines/engine.ts';
import { OnnxEngine } from '../native-models/engines/onnx/onnx-engine.ts';
import type { Tensor, TensorValues } from '../native-models/graph/tensor.ts';

/** The product's engine on the CPU, two threads. */
export function cpuEngine(): Engine {
  const abilities = {
    device: 'cpu',
    description: 'CPU',
    computeTypes: ['float32'] as const,
    memoryBytes: null,
  };
  return new OnnxEngine(abilities, 2);
}

/** The numbers of tensors, by one run on the CPU. Variables come from the state, which does not move. */
export async function evaluateTensors(
  outputs: Readonly<Record<string, Tensor>>,
  inputs: Values = {},
  state: State = cpuEngine().createState([], {}),
): Promise<Record<string, TensorValues>> {
  const executable = await cpuEngine().compile({ outputs, assignments: [] }, state);
  try {
    return await executable.run(inputs);
  } finally {
    await executable.release();
  }
}
