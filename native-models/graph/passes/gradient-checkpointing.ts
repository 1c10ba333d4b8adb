import { barrier } from '../ops/barrier.ts';
import { topologicalOrder } from '../order.ts';
import { programResults, type Program } from '../program.ts';
import { apply, constant, sizeOf, type Node, type Tensor } from '../tensor.ts';
import { mapResults, withInputs } from './rewrite.ts';
import { backwardStages, recomputableValues, type BackwardStage } from './segments.ts';

/**
 * Trades time for memory (Chen et al., Training Deep Nets with Sublinear Memory Cost, 2016): of the values that the
 * loss depends on, only the kept ones wait for the backward pass. The others are computed again from the kept
 * tensors, inputs and variables, one segment between kept tensors at a time. The numbers are the same.
 *
 * Held besides `keep`: results of the program, values read by a later segment than their own (skip connections),
 * and the last segment, which the backward pass needs at once.
 *
 * [Note: a recomputation waits] An engine may run a node as soon as its inputs are there, and those of a
 * recomputation are there from the start: run early, it would fill the memory that it is to save, and an optimizer
 * may see that it equals the first computation and merge the two. So its first nodes read through
 * `barrier(x, after)`, which is x, but not before `after` is known. That is one number that waits for every gradient
 * which the backward pass hands on from the segment behind: to the recomputed segment and to the optimizer. The
 * former alone would keep the order. With the latter nothing of the segment behind is still in use, in whatever
 * order an engine runs what is ready. The barrier stands at a node's smallest input, since an engine may copy it.
 */
export function checkpoint(program: Program, keep: ReadonlySet<Tensor>, loss: Tensor): Program {
  const results = programResults(program);
  const forward = topologicalOrder([loss]);
  const forwardNodes = new Set(forward);
  const backward = topologicalOrder(results).filter((node) => !forwardNodes.has(node));
  const values = recomputableValues(forward, keep, results);
  const replaced = new Map<Tensor, Tensor>();
  const now = (tensor: Tensor): Tensor => replaced.get(tensor) ?? tensor;

  let handedOn: readonly Tensor[] = [];
  for (const stage of backwardStages(backward, values, results)) {
    if (handedOn.length > 0) {
      const nodes = neededNodes(forward, stage, values);
      for (const [value, again] of recompute(nodes, values, whenKnown(handedOn))) replaced.set(value, again);
    }
    for (const node of stage.nodes) {
      const outputs = withInputs(node, node.inputs.map(now));
      for (const [index, output] of node.outputs.entries()) replaced.set(output, outputs[index]);
    }
    handedOn = stage.segment === Infinity ? [] : stage.handedOn.map(now);
  }
  return mapResults(program, now);
}

/** The forward nodes, in order, that must run again for what a stage reads. */
function neededNodes(
  forward: readonly Node[],
  stage: BackwardStage,
  values: ReadonlyMap<Tensor, number>,
): readonly Node[] {
  const needed = new Set(
    stage.nodes.flatMap(({ inputs }) => inputs.filter((tensor) => values.get(tensor) === stage.segment)),
  );
  const nodes: Node[] = [];
  for (const node of forward.toReversed()) {
    if (!node.outputs.some((output) => needed.has(output))) continue;
    nodes.push(node);
    for (const tensor of node.inputs) if (values.has(tensor)) needed.add(tensor);
  }
  return nodes.reverse();
}

/** Copies of nodes that run when `after` is known; answers what stands for each value. */
function recompute(
  nodes: readonly Node[],
  values: ReadonlyMap<Tensor, number>,
  after: Tensor,
): ReadonlyMap<Tensor, Tensor> {
  const again = new Map<Tensor, Tensor>();
  const waiting = new Map<Tensor, Tensor>();
  for (const node of nodes) {
    const inputs = node.inputs.map((tensor) => again.get(tensor) ?? tensor);
    const outputs = apply(
      node.operation,
      node.inputs.some((tensor) => again.has(tensor)) ? inputs : wait(inputs),
      node.attributes,
    );
    for (const [index, output] of node.outputs.entries()) {
      if (values.has(output)) again.set(output, outputs[index]);
    }
  }
  return again;

  function wait(inputs: readonly Tensor[]): Tensor[] {
    const smallest = smallestNumeric(inputs);
    return inputs.map((tensor) => (tensor === smallest ? delayed(tensor) : tensor));
  }

  function delayed(tensor: Tensor): Tensor {
    const known = waiting.get(tensor) ?? barrier(tensor, after);
    waiting.set(tensor, known);
    return known;
  }
}

/** The smallest tensor to which an engine can add nothing. */
function smallestNumeric(tensors: readonly Tensor[]): Tensor | undefined {
  return tensors
    .filter(({ type }) => type !== 'bool')
    .toSorted((a, b) => sizeOf(a.shape) - sizeOf(b.shape))
    .at(0);
}

/** A number that is known when all the tensors are. */
function whenKnown(tensors: readonly Tensor[]): Tensor {
  const nothing = constant(Float32Array.of(0), [1]);
  return tensors.reduce((number, tensor) => barrier(number, tensor), nothing);
}
