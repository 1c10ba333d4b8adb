import { topologicalOrder } from '../order.ts';
import { programResults, type Program } from '../program.ts';
import { apply, type Node, type Tensor } from '../tensor.ts';

/** Answers the tensors that stand for a node's outputs, given its new inputs; undefined keeps its operation. */
export type Replace = (node: Node, inputs: readonly Tensor[]) => readonly Tensor[] | undefined;

/** Rebuilds a program from its inputs up. Nodes and tensors before the first replacement stay the same objects. */
export function rewrite(program: Program, replace: Replace): Program {
  const rewritten = new Map<Tensor, Tensor>();
  const now = (tensor: Tensor): Tensor => rewritten.get(tensor) ?? tensor;
  for (const node of topologicalOrder(programResults(program))) {
    const inputs = node.inputs.map(now);
    const outputs = replace(node, inputs) ?? withInputs(node, inputs);
    for (const [index, output] of node.outputs.entries()) rewritten.set(output, outputs[index]);
  }
  return mapResults(program, now);
}

/** The outputs of the same operation on other inputs; the node's own where the inputs are its own. */
export function withInputs(node: Node, inputs: readonly Tensor[]): readonly Tensor[] {
  const same = inputs.every((tensor, index) => tensor === node.inputs[index]);
  return same ? node.outputs : apply(node.operation, inputs, node.attributes);
}

/** A program with other tensors for its outputs, assigned values and guard. */
export function mapResults(program: Program, map: (tensor: Tensor) => Tensor): Program {
  const { outputs, assignments, guard } = program;
  return {
    outputs: Object.fromEntries(Object.entries(outputs).map(([name, tensor]) => [name, map(tensor)])),
    assignments: assignments.map(({ variable, value }) => ({ variable, value: map(value) })),
    ...(guard === undefined ? {} : { guard: map(guard) }),
  };
}
