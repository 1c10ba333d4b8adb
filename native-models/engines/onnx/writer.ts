import { nameOf, programParts, type Program } from '../../graph/program.ts';
import type { Tensor, Variable } from '../../graph/tensor.ts';
import { ELEMENT_TYPES } from './element-types.ts';
import { Emitter, MICROSOFT } from './emitter.ts';
import { lower } from './lowering/table.ts';
import { encodeModel, type ValueInfoProto } from './model-proto.ts';

/** A program as the bytes of an ONNX model, and how its values are named there. */
export interface WrittenModel {
  readonly bytes: Uint8Array;
  /** Runtime inputs and the variables the program reads, by their names in the model. */
  readonly inputs: readonly NamedTensor[];
  readonly variables: readonly (NamedTensor & { readonly variable: Variable })[];
  readonly outputs: readonly (NamedTensor & { readonly key: string })[];
  /** The model's output that tells whether the variables may move. */
  readonly guard: NamedTensor | null;
  /** Assigned variables and the model's output that holds the next value. */
  readonly assignments: readonly (NamedTensor & { readonly variable: Variable })[];
}

export interface NamedTensor {
  readonly name: string;
  readonly tensor: Tensor;
}

const OPSET = 21;
const IR_VERSION = 10;

/** Writes a program as an ONNX model: variables are inputs, their next values outputs. */
export function writeModel(program: Program, name = 'blemish'): WrittenModel {
  const parts = programParts(program);
  const emit = new Emitter();
  const names = new Map<Tensor, string>();
  const read = parts.variables.filter((variable) =>
    isRead(
      program,
      parts.nodes.flatMap((node) => node.inputs),
      variable,
    ),
  );
  for (const tensor of parts.inputs) names.set(tensor, `input/${nameOf(tensor)}`);
  for (const tensor of read) names.set(tensor, `variable/${nameOf(tensor)}`);
  for (const tensor of parts.constants) {
    if (tensor.source.kind === 'constant')
      names.set(tensor, emit.constant(tensor.source.values, tensor.shape, tensor.type));
  }
  for (const node of parts.nodes) {
    const outputs = lower(
      node,
      node.inputs.map((tensor) => nameIn(names, tensor)),
      emit,
    );
    for (const [index, output] of node.outputs.entries()) names.set(output, outputs[index]);
  }
  // An output must have a name of its own, even where it is an input or another output.
  const result = (tensor: Tensor, as: string): string => {
    emit.nodes.push({
      opType: 'Identity',
      name: as,
      domain: '',
      input: [nameIn(names, tensor)],
      output: [as],
      attribute: [],
    });
    return as;
  };
  const outputs = Object.entries(program.outputs).map(([key, tensor]) => ({
    key,
    tensor,
    name: result(tensor, `output/${key}`),
  }));
  const assignments = program.assignments.map(({ variable, value }) => ({
    variable,
    tensor: value,
    name: result(value, `next/${nameOf(variable)}`),
  }));
  const guard =
    program.guard === undefined ? null : { tensor: program.guard, name: result(program.guard, 'guard') };
  const inputs = parts.inputs.map((tensor) => ({ tensor, name: nameIn(names, tensor) }));
  const variables = read.map((variable) => ({ variable, tensor: variable, name: nameIn(names, variable) }));
  const bytes = encodeModel({
    irVersion: IR_VERSION,
    producerName: 'blemish',
    opsetImport: [
      { domain: '', version: OPSET },
      { domain: MICROSOFT, version: 1 },
    ],
    graph: {
      name,
      node: emit.nodes,
      initializer: emit.initializers,
      input: [...inputs, ...variables].map(valueInfo),
      output: [...outputs, ...assignments, ...(guard === null ? [] : [guard])].map(valueInfo),
    },
  });
  return { bytes, inputs, variables, outputs, guard, assignments };
}

function isRead(program: Program, read: readonly Tensor[], variable: Variable): boolean {
  return (
    read.includes(variable) ||
    Object.values(program.outputs).includes(variable) ||
    program.assignments.some(({ value }) => value === variable)
  );
}

function nameIn(names: ReadonlyMap<Tensor, string>, tensor: Tensor): string {
  const name = names.get(tensor);
  if (name === undefined) throw new Error('a node reads a tensor that no earlier node wrote');
  return name;
}

function valueInfo({ name, tensor }: NamedTensor): ValueInfoProto {
  const dim = tensor.shape.map((dimValue) => ({ dimValue }));
  return { name, type: { tensorType: { elemType: ELEMENT_TYPES[tensor.type], shape: { dim } } } };
}
