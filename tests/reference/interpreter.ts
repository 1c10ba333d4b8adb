import { topologicalOrder } from '../../native-models/graph/order.ts';
import { nameOf, programResults, type Program } from '../../native-models/graph/program.ts';
import { formatShape } from '../../native-models/graph/shape-rules.ts';
import { sizeOf, type Node, type Tensor } from '../../native-models/graph/tensor.ts';
import { activation } from './activation.ts';
import { convolution } from './convolution.ts';
import { elementwise } from './elementwise.ts';
import type { Kernel, Kernels } from './kernel.ts';
import { matmul } from './matmul.ts';
import type { NdArray } from './nd-array.ts';
import { normalization } from './normalization.ts';
import { reduction } from './reduction.ts';
import { resize } from './resize.ts';
import { shape } from './shape.ts';

/** Named numbers, row-major. */
export type Feeds = Readonly<Record<string, ArrayLike<number>>>;

const kernels: Kernels = {
  ...elementwise,
  ...reduction,
  ...shape,
  ...matmul,
  ...convolution,
  ...resize,
  ...activation,
  ...normalization,
  Barrier: ([x]) => [x],
};

/**
 * Runs a program slowly and obviously, in float64: the outputs, and the state after the run. Only Cast rounds.
 * Throws where an operation gives another shape than its shape rule says.
 */
export function interpret(
  program: Program,
  feeds: Feeds,
  state: Feeds = {},
): { outputs: Record<string, Float64Array>; state: Record<string, Float64Array> } {
  const results = programResults(program);
  const values = new Map<Tensor, Float64Array>(
    evaluate(results, feeds, state).map((numbers, index) => [results[index], numbers]),
  );
  const valueOf = (tensor: Tensor): Float64Array => values.get(tensor) ?? new Float64Array();
  const allowed = program.guard === undefined || valueOf(program.guard)[0] !== 0;
  const moved = allowed ? program.assignments : [];
  return {
    outputs: mapValues(program.outputs, valueOf),
    state: {
      ...mapValues(state, (numbers) => Float64Array.from(numbers)),
      ...Object.fromEntries(moved.map(({ variable, value }) => [nameOf(variable), valueOf(value)])),
    },
  };
}

/** The numbers of some tensors. */
export function evaluate(tensors: readonly Tensor[], feeds: Feeds = {}, state: Feeds = {}): Float64Array[] {
  const known = new Map<Tensor, NdArray>();
  const valueOf = (tensor: Tensor): NdArray => {
    const array = known.get(tensor) ?? leaf(tensor, feeds, state);
    known.set(tensor, array);
    return array;
  };
  for (const node of topologicalOrder(tensors)) {
    const outputs = run(node, node.inputs.map(valueOf));
    for (const [index, tensor] of node.outputs.entries()) known.set(tensor, outputs[index]);
  }
  return tensors.map((tensor) => valueOf(tensor).data);
}

function run({ operation, attributes, outputs }: Node, inputs: readonly NdArray[]): readonly NdArray[] {
  const kernel = kernels[operation.name] as Kernel | undefined;
  if (kernel === undefined) throw new Error(`the interpreter does not know ${operation.name}`);
  const arrays = kernel(inputs, attributes);
  for (const [index, { shape }] of outputs.entries()) {
    if (formatShape(arrays[index].shape) !== formatShape(shape)) {
      throw new Error(
        `${operation.name} gives ${formatShape(arrays[index].shape)}, its rule says ${formatShape(shape)}`,
      );
    }
  }
  return arrays;
}

function leaf({ source, shape }: Tensor, feeds: Feeds, state: Feeds): NdArray {
  if (source.kind === 'node')
    throw new Error(`a value of ${source.node.operation.name} is read before it is made`);
  if (source.kind === 'constant') return { shape, data: Float64Array.from(source.values) };
  const numbers = (source.kind === 'input' ? feeds : state)[source.name] as ArrayLike<number> | undefined;
  if (numbers?.length !== sizeOf(shape)) {
    throw new Error(`${source.name} needs ${sizeOf(shape)} numbers, ${numbers?.length ?? 'none'} are given`);
  }
  return { shape, data: Float64Array.from(numbers) };
}

function mapValues<Value, Result>(
  record: Readonly<Record<string, Value>>,
  f: (value: Value) => Result,
): Record<string, Result> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, f(value)]));
}
