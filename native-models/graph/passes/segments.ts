import type { Node, Tensor } from '../tensor.ts';

/**
 * Kept tensors part a forward pass into segments, counted from 0: a node's segment is one more than that of the
 * last kept tensor before it. Answers the segment of each value that can be given up: that is neither kept, nor a
 * result, nor read by a later segment than its own.
 */
export function recomputableValues(
  forward: readonly Node[],
  keep: ReadonlySet<Tensor>,
  results: readonly Tensor[],
): ReadonlyMap<Tensor, number> {
  const segmentOf = segments(forward, keep);
  const values = new Map<Tensor, number>();
  for (const node of forward) {
    for (const output of node.outputs) values.set(output, segmentOf(node));
  }
  for (const node of forward) {
    for (const tensor of node.inputs) {
      if (values.get(tensor) !== segmentOf(node)) values.delete(tensor);
    }
  }
  for (const tensor of [...keep, ...results]) values.delete(tensor);
  return values;
}

function segments(forward: readonly Node[], keep: ReadonlySet<Tensor>): (node: Node) => number {
  const known = new Map<Node, number>();
  const segmentOf = (node: Node): number => known.get(node) ?? 0;
  const following = (tensor: Tensor): number => {
    if (tensor.source.kind !== 'node') return 0;
    return segmentOf(tensor.source.node) + (keep.has(tensor) ? 1 : 0);
  };
  for (const node of forward) known.set(node, Math.max(0, ...node.inputs.map(following)));
  return segmentOf;
}

/** What a backward pass runs while it is at one segment. */
export interface BackwardStage {
  /** Infinity for what needs no value of any segment. */
  readonly segment: number;
  /** In an order in which they can be computed. */
  readonly nodes: readonly Node[];
  /** The outputs that later stages read, or that are results. */
  readonly handedOn: readonly Tensor[];
}

/**
 * The backward nodes by the earliest segment whose values they need, directly or not, from the last segment to the
 * first. So what a stage reads comes from its own segment or from stages before it.
 */
export function backwardStages(
  backward: readonly Node[],
  values: ReadonlyMap<Tensor, number>,
  results: readonly Tensor[],
): BackwardStage[] {
  const segmentOf = new Map<Node, number>();
  const earliest = (tensor: Tensor): number => {
    const { source } = tensor;
    const made = source.kind === 'node' ? segmentOf.get(source.node) : undefined;
    return values.get(tensor) ?? made ?? Infinity;
  };
  const lastReader = new Map<Tensor, number>();
  for (const node of backward) {
    const segment = Math.min(Infinity, ...node.inputs.map(earliest));
    segmentOf.set(node, segment);
    for (const tensor of node.inputs)
      lastReader.set(tensor, Math.min(segment, lastReader.get(tensor) ?? Infinity));
  }
  for (const tensor of results) lastReader.set(tensor, -1);
  const stages = Map.groupBy(backward, (node) => segmentOf.get(node) ?? Infinity);
  return [...stages]
    .toSorted(([a], [b]) => b - a)
    .map(([segment, nodes]) => ({
      segment,
      nodes,
      handedOn: nodes
        .flatMap(({ outputs }) => outputs)
        .filter((output) => (lastReader.get(output) ?? Infinity) < segment),
    }));
}
