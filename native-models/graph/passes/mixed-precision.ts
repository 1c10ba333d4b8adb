import { cast } from '../ops/cast.ts';
import type { Program } from '../program.ts';
import { constant, isFloating, type DataType, type Node, type Tensor } from '../tensor.ts';
import { mapResults, rewrite, withInputs } from './rewrite.ts';

/** A floating type of two bytes. */
export type HalfType = 'float16' | 'bfloat16';

/** Where nearly all the work is, and rounding of the inputs is averaged out by long sums. */
const ALWAYS_HALF: ReadonlySet<string> = new Set([
  'Conv',
  'ConvInputGradient',
  'ConvWeightGradient',
  'MatMul',
]);

/** Cheap operations that lose nothing more: they take what comes, so that halves stay halves between the heavy ones. */
const AS_INPUTS: ReadonlySet<string> = new Set([
  'Add',
  'Sub',
  'Mul',
  'Max',
  'Reshape',
  'Transpose',
  'Concat',
  'Slice',
  'Pad',
  'Expand',
  'SpaceToDepth',
  'DepthToSpace',
  'Resize',
  'ResizeGradient',
  'Gelu',
  'Relu',
  'Where',
]);

/**
 * The program with its convolutions and matrix products in a half type and everything delicate (exponentials,
 * divisions, reductions, normalizations, the optimizer) in float32, as torch.autocast does it (Micikevicius et al.,
 * Mixed Precision Training, 2018). Variables, outputs and assigned values stay float32. float16 needs loss scaling.
 */
export function mixedPrecision(program: Program, half: HalfType): Program {
  const converted = new Map<Tensor, Tensor>();
  const rewritten = rewrite(program, (node, inputs) => {
    if (node.operation.name === 'Barrier') return undefined;
    const type = computeType(node, inputs, half);
    const prepared = inputs.map((tensor) => (isFloating(tensor.type) ? to(type, tensor) : tensor));
    return withInputs(node, prepared);
  });
  return mapResults(rewritten, (tensor) => (tensor.type === half ? to('float32', tensor) : tensor));

  /** Each tensor is cast once, whoever reads it. */
  function to(type: DataType, tensor: Tensor): Tensor {
    if (tensor.type === type) return tensor;
    const known = converted.get(tensor) ?? convert(tensor, type);
    converted.set(tensor, known);
    return known;
  }
}

function computeType({ operation, attributes }: Node, inputs: readonly Tensor[], half: HalfType): DataType {
  if (attributes.float32 === 1) return 'float32';
  if (ALWAYS_HALF.has(operation.name)) return half;
  if (!AS_INPUTS.has(operation.name)) return 'float32';
  const floating = inputs.filter(({ type }) => isFloating(type));
  const anyHalf = floating.some(({ type }) => type === half);
  return anyHalf && floating.every((tensor) => tensor.type === half || isNumberIn(half, tensor))
    ? half
    : 'float32';
}

/** A single constant that is neither too large nor too small for the type. */
function isNumberIn(half: HalfType, { source }: Tensor): boolean {
  if (source.kind !== 'constant' || source.values.length !== 1) return false;
  const size = Math.abs(source.values[0]);
  return half === 'bfloat16' || size === 0 || (size >= 2 ** -14 && size <= 65504);
}

function convert(tensor: Tensor, type: DataType): Tensor {
  const { source, shape } = tensor;
  return source.kind === 'constant' && source.values.length === 1
    ? constant(source.values, shape, type)
    : cast(tensor, type);
}
