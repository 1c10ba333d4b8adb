import { topologicalOrder } from '../order.ts';
import { programResults, type Program } from '../program.ts';
import { constant, sizeOf, type Node, type Tensor, type TensorValues } from '../tensor.ts';
import { rewrite } from './rewrite.ts';
import { removeIdentities } from './identities.ts';

/** Computes tensors that depend on constants alone, e.g. by an engine. */
export type Evaluate = (tensors: readonly Tensor[]) => Promise<readonly TensorValues[]>;

/** Larger results are cheaper to compute again than to store, 2^20 elements (4 MB). */
const LARGEST = 2 ** 20;

/**
 * Computes what depends on constants alone, once and before the program runs, then removes what changes nothing.
 * Results of more than `largest` elements, and what depends on them, are left to the run.
 */
export async function foldConstants(
  program: Program,
  evaluate: Evaluate,
  largest = LARGEST,
): Promise<Program> {
  const results = programResults(program);
  const order = topologicalOrder(results);
  const foldable = foldableTensors(order, largest);
  const read = new Set([...results, ...order.filter(isKept).flatMap((node) => node.inputs)]);
  const folded = [...read].filter((tensor) => foldable.has(tensor));
  const values = folded.length === 0 ? [] : await evaluate(folded);
  const constants = new Map(
    folded.map((tensor, index) => [tensor, constant(values[index], tensor.shape, tensor.type)]),
  );
  const known = (tensor: Tensor): Tensor => constants.get(tensor) ?? tensor;
  return removeIdentities(rewrite(program, (node) => (isKept(node) ? undefined : node.outputs.map(known))));

  function isKept(node: Node): boolean {
    return !node.outputs.every((output) => foldable.has(output));
  }
}

function foldableTensors(order: readonly Node[], largest: number): ReadonlySet<Tensor> {
  const foldable = new Set<Tensor>();
  for (const { inputs, outputs } of order) {
    const known = inputs.every((tensor) => tensor.source.kind === 'constant' || foldable.has(tensor));
    const small = outputs.every(({ shape }) => sizeOf(shape) <= largest);
    if (known && small) outputs.forEach((output) => foldable.add(output));
  }
  return foldable;
}
