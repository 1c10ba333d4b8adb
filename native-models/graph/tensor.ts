/** Element types a tensor can have; the names are ONNX's. */
export type DataType = 'float32' | 'float16' | 'bfloat16' | 'int32' | 'int64' | 'uint8' | 'bool';

export type Shape = readonly number[];

export interface TensorType {
  readonly type: DataType;
  readonly shape: Shape;
}

/** The numbers of a tensor, row-major. float16 and bfloat16 travel as float32; int64 and bool as int32. */
export type TensorValues = Float32Array | Float64Array | Int32Array | Uint8Array;

/** Attributes of an operation, as ONNX has them: static values known when the graph is built. */
export type Attributes = Readonly<Record<string, number | string | readonly number[]>>;

/** A symbolic value: known type and shape, and where it comes from. No numbers flow until an engine runs it. */
export interface Tensor extends TensorType {
  readonly source: Source;
}

export type Source =
  | { readonly kind: 'input'; readonly name: string }
  | { readonly kind: 'constant'; readonly values: TensorValues }
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'node'; readonly node: Node; readonly output: number };

/** A tensor whose numbers outlive a run: a parameter, or the state of an optimizer. */
export interface Variable extends Tensor {
  readonly source: { readonly kind: 'variable'; readonly name: string };
}

/** One application of an operation to tensors. */
export interface Node {
  readonly operation: Operation;
  readonly inputs: readonly Tensor[];
  readonly attributes: Attributes;
  readonly outputs: readonly Tensor[];
}

/**
 * What the graph knows of an operation: its shape rule and its gradient. Running it is the engine's business.
 * Names and semantics are ONNX's (opset 21) where ONNX has the operation; shapes are static.
 */
export interface Operation {
  readonly name: string;
  infer(inputs: readonly TensorType[], attributes: Attributes): TensorType[];
  /**
   * The gradient of a scalar with respect to each input, given the one with respect to each output (undefined
   * where nothing depends on it). Null where the operation has none.
   */
  readonly gradient:
    | ((node: Node, outputGradients: readonly (Tensor | undefined)[]) => readonly (Tensor | undefined)[])
    | null;
}

export function input(name: string, shape: Shape, type: DataType = 'float32'): Tensor {
  return { type, shape, source: { kind: 'input', name } };
}

export function variable(name: string, shape: Shape, type: DataType = 'float32'): Variable {
  return { type, shape, source: { kind: 'variable', name } };
}

export function constant(values: TensorValues, shape: Shape, type: DataType = 'float32'): Tensor {
  if (values.length !== sizeOf(shape)) {
    throw new GraphError(`a constant of shape [${shape.join(', ')}] cannot hold ${values.length} values`);
  }
  return { type, shape, source: { kind: 'constant', values } };
}

export function scalar(value: number, type: DataType = 'float32'): Tensor {
  return constant(isFloating(type) ? Float64Array.of(value) : Int32Array.of(value), [], type);
}

/** Applies an operation: checks shapes at once and returns its outputs. */
export function apply(
  operation: Operation,
  inputs: readonly Tensor[],
  attributes: Attributes = {},
): Tensor[] {
  const types = operation.infer(inputs, attributes);
  const outputs: Tensor[] = [];
  const node: Node = { operation, inputs, attributes, outputs };
  for (const [output, type] of types.entries()) {
    outputs.push({ ...type, source: { kind: 'node', node, output } });
  }
  return outputs;
}

export function sizeOf(shape: Shape): number {
  return shape.reduce((product, dimension) => product * dimension, 1);
}

export function isFloating(type: DataType): boolean {
  return type === 'float32' || type === 'float16' || type === 'bfloat16';
}

/** A graph that cannot be: says which operation and which dimension is wrong. A defect of the caller. */
export class GraphError extends Error {
  override readonly name = 'GraphError';
}
