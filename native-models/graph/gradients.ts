import { add } from './ops/arithmetic.ts';
import { topologicalOrder } from './order.ts';
import { constant, GraphError, sizeOf, type Node, type Tensor } from './tensor.ts';

/**
 * Reverse-mode differentiation: the gradient of `loss` (a single number) with respect to each of `targets`, as
 * new nodes of the same graph. A target the loss does not depend on gets zeros.
 */
export function gradients(loss: Tensor, targets: readonly Tensor[]): Tensor[] {
  if (sizeOf(loss.shape) !== 1)
    throw new GraphError(`gradients: the loss must be one number, not [${loss.shape.join(', ')}]`);
  const order = topologicalOrder([loss]);
  const needed = nodesDependingOn(order, new Set(targets));
  const gradientOf = new Map<Tensor, Tensor>([[loss, constant(Float64Array.of(1), loss.shape)]]);
  for (const node of order.toReversed()) {
    if (!needed.has(node)) continue;
    const outputGradients = node.outputs.map((output) => gradientOf.get(output));
    if (outputGradients.every((gradient) => gradient === undefined)) continue;
    propagate(node, outputGradients, gradientOf);
  }
  return targets.map((target) => gradientOf.get(target) ?? zerosLike(target));
}

function propagate(
  node: Node,
  outputGradients: readonly (Tensor | undefined)[],
  gradientOf: Map<Tensor, Tensor>,
): void {
  const { gradient, name } = node.operation;
  if (gradient === null)
    throw new GraphError(`${name} has no gradient: it stands between the loss and a target`);
  for (const [index, inputGradient] of gradient(node, outputGradients).entries()) {
    if (inputGradient === undefined) continue;
    const tensor = node.inputs[index];
    const sum = gradientOf.get(tensor);
    gradientOf.set(tensor, sum === undefined ? inputGradient : add(sum, inputGradient));
  }
}

/** The nodes through which a change of a target reaches the loss: only these are differentiated. */
function nodesDependingOn(order: readonly Node[], targets: ReadonlySet<Tensor>): Set<Node> {
  const dependent = new Set<Node>();
  for (const node of order) {
    const reached = node.inputs.some(
      (tensor) => targets.has(tensor) || (tensor.source.kind === 'node' && dependent.has(tensor.source.node)),
    );
    if (reached) dependent.add(node);
  }
  return dependent;
}

function zerosLike(target: Tensor): Tensor {
  return constant(new Float32Array(sizeOf(target.shape)), target.shape);
}
