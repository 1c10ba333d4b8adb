import type { Node, Tensor } from './tensor.ts';

/** Every node that the outputs need, each after the nodes it reads (depth first, inputs from left to right). */
export function topologicalOrder(outputs: readonly Tensor[]): Node[] {
  const order: Node[] = [];
  const visited = new Set<Node>();
  const stack: { node: Node; next: number }[] = [];
  const visit = (tensor: Tensor): void => {
    if (tensor.source.kind !== 'node' || visited.has(tensor.source.node)) return;
    visited.add(tensor.source.node);
    stack.push({ node: tensor.source.node, next: 0 });
  };
  for (const output of outputs) {
    visit(output);
    while (stack.length > 0) {
      const top = stack[stack.length - 1];
      if (top.next < top.node.inputs.length) {
        visit(top.node.inputs[top.next++]);
      } else {
        order.push(top.node);
        stack.pop();
      }
    }
  }
  return order;
}
