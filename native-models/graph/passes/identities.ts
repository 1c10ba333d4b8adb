import { cast } from '../ops/cast.ts';
import { reshape, transpose } from '../ops/shape.ts';
import type { Program } from '../program.ts';
import { broadcast, formatShape } from '../shape-rules.ts';
import type { DataType, Node, Shape, Tensor } from '../tensor.ts';
import { rewrite, withInputs } from './rewrite.ts';

/**
 * Removes operations that change nothing: x + 0, x - 0, x * 1, x / 1, moves or casts that undo each other, and copies
 * of what the next operation would repeat by itself.
 */
export function removeIdentities(program: Program): Program {
  return rewrite(program, (node, given) => {
    const inputs = BROADCASTING.has(node.operation.name) ? withoutCopies(given, node) : given;
    const simpler = (rules[node.operation.name] as Rule | undefined)?.(inputs, node);
    return simpler === undefined ? withInputs(node, inputs) : [simpler];
  });
}

/** Operations that repeat an operand of size 1 along the dimensions of the other. */
const BROADCASTING: ReadonlySet<string> = new Set(['Add', 'Sub', 'Mul', 'Div', 'Max', 'Where']);

/** The operands before they were expanded, as far as the others still give the result its shape. */
function withoutCopies(operands: readonly Tensor[], { operation, outputs }: Node): readonly Tensor[] {
  return operands.reduce((current, operand, index) => {
    const source = producer(operand, 'Expand')?.inputs[0];
    if (source === undefined) return current;
    const shapes = current.with(index, source).map(({ shape }) => shape);
    const same = formatShape(broadcast(operation.name, shapes)) === formatShape(outputs[0].shape);
    return same ? current.with(index, source) : current;
  }, operands);
}

/** A simpler tensor of the same value, if there is one. */
type Rule = (inputs: readonly Tensor[], node: Node) => Tensor | undefined;

const rules: Readonly<Record<string, Rule>> = {
  Add: ([a, b], node) => unchanged(a, b, 0, node) ?? unchanged(b, a, 0, node),
  Sub: ([a, b], node) => unchanged(a, b, 0, node),
  Mul: ([a, b], node) => unchanged(a, b, 1, node) ?? unchanged(b, a, 1, node),
  Div: ([a, b], node) => unchanged(a, b, 1, node),
  Reshape: ([x], { attributes }) => {
    const inner = producer(x, 'Reshape');
    return inner && reshape(inner.inputs[0], attributes.shape as Shape);
  },
  Transpose: ([x], { attributes }) => {
    const inner = producer(x, 'Transpose');
    if (inner === undefined) return undefined;
    const first = inner.attributes.perm as readonly number[];
    const perm = (attributes.perm as readonly number[]).map((axis) => first[axis]);
    const [source] = inner.inputs;
    return perm.every((from, axis) => from === axis) ? source : transpose(source, perm);
  },
  Cast: ([x], { attributes }) => {
    const inner = producer(x, 'Cast');
    if (inner === undefined || !LOSSLESS[inner.inputs[0].type].includes(x.type)) return undefined;
    return cast(inner.inputs[0], attributes.to as DataType);
  },
};

/** The types that hold every number of a type. */
const LOSSLESS: Readonly<Record<DataType, readonly DataType[]>> = {
  float32: [],
  float16: ['float32'],
  bfloat16: ['float32'],
  int64: [],
  int32: ['int64'],
  uint8: ['int32', 'int64', 'float32', 'float16', 'bfloat16'],
  bool: ['uint8', 'int32', 'int64', 'float32', 'float16', 'bfloat16'],
};

/** x where the other operand is the neutral constant everywhere and does not broadcast x to another shape. */
function unchanged(x: Tensor, { source }: Tensor, neutral: number, { outputs }: Node): Tensor | undefined {
  if (source.kind !== 'constant' || formatShape(x.shape) !== formatShape(outputs[0].shape)) return undefined;
  return source.values.every((value) => value === neutral) ? x : undefined;
}

function producer({ source }: Tensor, name: string): Node | undefined {
  return source.kind === 'node' && source.node.operation.name === name ? source.node : undefined;
}
